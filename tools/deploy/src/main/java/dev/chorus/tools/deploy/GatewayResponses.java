package dev.chorus.tools.deploy;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;

/** Types of Kura's responses, for Gson; missing fields are null. */
final class GatewayResponses {

    private GatewayResponses() {}

    /** Response of {@code GET /session/v1/currentIdentity}. */
    static final class Identity {
        List<String> permissions;
    }

    /** Response of {@code POST /system/v1/properties/kura/filter}. */
    static final class SystemProperties {
        Map<String, String> kuraProperties;
    }

    /** Element of the array that {@code GET /deploy/v2/} returns. */
    static final class Installed {
        String name;
        String version;
    }

    /** Response of {@code GET /inventory/v1/bundles}. */
    static final class Inventory {
        List<InventoryBundle> bundles;
    }

    /** Bundle of the framework. */
    static final class InventoryBundle {
        String name;
        String version;
        String state;
    }

    /** Response of {@code GET /configuration/v2/factoryComponents}. */
    static final class Factories {
        List<String> pids;
    }

    /** Response of {@code GET /configuration/v2/configurableComponents/pidsWithFactory}. */
    static final class FactoryComponents {
        List<FactoryComponent> components;
    }

    /** Component with its factory. */
    static final class FactoryComponent {
        String pid;
        String factoryPid;
    }

    /** Response of {@code POST /configuration/v2/configurableComponents/configurations/byPid}. */
    static final class Configurations {
        List<Configuration> configs;
    }

    /** Configuration of one component. */
    static final class Configuration {
        String pid;
        Map<String, Property> properties;
    }

    /** Property value of any type. */
    static final class Property {
        JsonElement value;
        String type;
    }
}
