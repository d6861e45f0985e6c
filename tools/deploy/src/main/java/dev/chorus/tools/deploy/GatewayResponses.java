package dev.chorus.tools.deploy;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;

/** The shapes of Kura's answers, for Gson; whatever an answer lacks is null. */
final class GatewayResponses {

    private GatewayResponses() {}

    /** Of {@code GET /session/v1/currentIdentity}. */
    static final class Identity {
        List<String> permissions;
    }

    /** Of {@code POST /system/v1/properties/kura/filter}. */
    static final class SystemProperties {
        Map<String, String> kuraProperties;
    }

    /** Of {@code GET /deploy/v2/}, an array. */
    static final class Installed {
        String name;
        String version;
    }

    /** Of {@code GET /inventory/v1/bundles}. */
    static final class Inventory {
        List<InventoryBundle> bundles;
    }

    /** One bundle of the framework. */
    static final class InventoryBundle {
        String name;
        String version;
        String state;
    }

    /** Of {@code GET /configuration/v2/factoryComponents}. */
    static final class Factories {
        List<String> pids;
    }

    /** Of {@code GET /configuration/v2/configurableComponents/pidsWithFactory}. */
    static final class FactoryComponents {
        List<FactoryComponent> components;
    }

    /** A component and what made it. */
    static final class FactoryComponent {
        String pid;
        String factoryPid;
    }

    /** Of {@code POST /configuration/v2/configurableComponents/configurations/byPid}. */
    static final class Configurations {
        List<Configuration> configs;
    }

    /** What one component is configured with. */
    static final class Configuration {
        String pid;
        Map<String, Property> properties;
    }

    /** One value, of any type. */
    static final class Property {
        JsonElement value;
        String type;
    }
}
