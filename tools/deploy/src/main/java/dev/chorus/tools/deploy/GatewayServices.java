package dev.chorus.tools.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.chorus.tools.deploy.GatewayException.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Client for the services of one gateway that a deployment uses. Calls that change something only submit it: Kura
 * responds before it acts, and does not report the outcome.
 */
public final class GatewayServices implements AutoCloseable {

    private static final String IDENTITY = "/session/v1/currentIdentity";
    private static final String SYSTEM = "/system/v1/properties/kura/filter";
    private static final String OS_ARCH = "os.arch";
    private static final String PACKAGES = "/deploy/v2/";
    private static final String UPLOAD = "/deploy/v2/_upload";
    private static final String BUNDLES = "/inventory/v1/bundles";
    private static final String FACTORIES = "/configuration/v2/factoryComponents";
    private static final String COMPONENTS = "/configuration/v2/configurableComponents";
    private static final String BY_PID = COMPONENTS + "/configurations/byPid";
    private static final String UPDATE = COMPONENTS + "/configurations/_update";
    private static final String WITH_FACTORY = COMPONENTS + "/pidsWithFactory";

    private final GatewayAddress address;
    private final RestClient rest;

    /**
     * Creates a client; sends nothing yet.
     *
     * @param trust accepted certificates; unused for an unencrypted address
     * @param passwordChanged receives the user's name after a required change of the password
     */
    public GatewayServices(GatewayAddress address, Login login, GatewayTrust trust, Consumer<String> passwordChanged) {
        this.address = address;
        GatewayTransport transport = new GatewayTransport(address, trust);
        this.rest = new RestClient(transport, new GatewaySession(transport, login, passwordChanged));
    }

    GatewayAddress address() {
        return address;
    }

    /**
     * Logs in, and sends a small request to every service that is used later.
     *
     * @throws GatewayException if a service does not respond, or if the user lacks a permission
     */
    void checkServices() throws GatewayException, InterruptedException {
        rest.logIn();
        requirePermissions();
        packages();
        bundles();
        factories();
    }

    /** Reports all missing permissions at once; the services would reject one call after the other. */
    private void requirePermissions() throws GatewayException, InterruptedException {
        if (!rest.hasSession()) {
            return;
        }
        List<String> present = rest.get(IDENTITY, GatewayResponses.Identity.class).permissions;
        List<String> missing = present == null ? List.of() : Permissions.missing(present);
        if (!missing.isEmpty()) {
            throw new GatewayException(
                    Kind.MISTAKE,
                    "user '" + rest.user() + "' of " + address + " lacks the permission"
                            + (missing.size() == 1 ? " " : "s ") + String.join(", ", missing)
                            + Permissions.HOW_TO_GIVE);
        }
    }

    /** Returns the installed packages: versions by name. */
    Map<String, String> packages() throws GatewayException, InterruptedException {
        Map<String, String> versions = new HashMap<>();
        for (GatewayResponses.Installed installed : rest.get(PACKAGES, GatewayResponses.Installed[].class)) {
            versions.put(present(PACKAGES, present(PACKAGES, installed).name), present(PACKAGES, installed.version));
        }
        return versions;
    }

    /** Returns all bundles of the framework. */
    List<BundleState> bundles() throws GatewayException, InterruptedException {
        return present(BUNDLES, rest.get(BUNDLES, GatewayResponses.Inventory.class).bundles).stream()
                .map(bundle -> new BundleState(bundle.name, bundle.version, bundle.state))
                .toList();
    }

    /**
     * Returns the processor by Java's name, such as {@code amd64}; empty without the permission {@code rest.system}.
     */
    Optional<String> osArch() throws GatewayException, InterruptedException {
        JsonObject body = new JsonObject();
        body.add("names", arrayOf(OS_ARCH));
        try {
            return Optional.ofNullable(rest.post(SYSTEM, body, GatewayResponses.SystemProperties.class).kuraProperties)
                    .map(properties -> properties.get(OS_ARCH));
        } catch (GatewayException e) {
            if (e.kind() == Kind.MISTAKE || e.kind() == Kind.ABSENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Uploads a package for installation.
     *
     * @param sent receives the number of bytes sent so far, on another thread
     */
    void upload(PackageFile file, LongConsumer sent) throws IOException, InterruptedException {
        rest.upload(UPLOAD, file, sent);
    }

    /** Returns the PIDs of all factories. */
    Set<String> factories() throws GatewayException, InterruptedException {
        return Set.copyOf(present(FACTORIES, rest.get(FACTORIES, GatewayResponses.Factories.class).pids));
    }

    /** Returns the configuration of a component, whether or not it has a factory. */
    Optional<ReportedComponent> component(String pid) throws GatewayException, InterruptedException {
        JsonObject body = new JsonObject();
        body.add("pids", arrayOf(pid));
        List<GatewayResponses.Configuration> found =
                present(BY_PID, rest.post(BY_PID, body, GatewayResponses.Configurations.class).configs);
        for (GatewayResponses.Configuration configuration : found) {
            if (pid.equals(configuration.pid)) {
                return Optional.of(new ReportedComponent(pid, factoryOf(pid), texts(configuration.properties)));
            }
        }
        return Optional.empty();
    }

    private String factoryOf(String pid) throws GatewayException, InterruptedException {
        return present(WITH_FACTORY, rest.get(WITH_FACTORY, GatewayResponses.FactoryComponents.class).components)
                .stream()
                .filter(component -> pid.equals(component.pid) && component.factoryPid != null)
                .map(component -> component.factoryPid)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> texts(Map<String, GatewayResponses.Property> properties) {
        if (properties == null) {
            return Map.of();
        }
        return properties.entrySet().stream()
                .filter(entry -> entry.getValue() != null && isText(entry.getValue().value))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value.getAsString()));
    }

    private static boolean isText(JsonElement value) {
        return value != null && value.isJsonPrimitive();
    }

    /** Requests a new component; ignored by Kura for an unknown factory. */
    void create(String pid, String factoryPid, List<PropertyValue> properties)
            throws GatewayException, InterruptedException {
        JsonObject config = config(pid, properties);
        config.addProperty("factoryPid", factoryPid);
        rest.send("POST", FACTORIES, configs(config));
    }

    /** Requests new values of these properties; the others are kept. */
    void update(String pid, List<PropertyValue> properties) throws GatewayException, InterruptedException {
        rest.send("PUT", UPDATE, configs(config(pid, properties)));
    }

    private static JsonObject config(String pid, List<PropertyValue> properties) {
        JsonObject values = new JsonObject();
        for (PropertyValue property : properties) {
            JsonObject value = new JsonObject();
            value.addProperty("type", property.isSecret() ? "PASSWORD" : "STRING");
            value.addProperty("value", property.value());
            values.add(property.id(), value);
        }
        JsonObject config = new JsonObject();
        config.addProperty("pid", pid);
        config.add("properties", values);
        return config;
    }

    private static JsonObject configs(JsonObject config) {
        JsonArray configs = new JsonArray();
        configs.add(config);
        JsonObject body = new JsonObject();
        body.add("configs", configs);
        // Without a snapshot the change is lost when the gateway restarts.
        body.addProperty("takeSnapshot", true);
        return body;
    }

    private static JsonArray arrayOf(String text) {
        JsonArray array = new JsonArray();
        array.add(text);
        return array;
    }

    private <T> T present(String path, T value) throws GatewayException {
        if (value == null) {
            throw rest.notKura(path, null);
        }
        return value;
    }

    /** Logs out. */
    @Override
    public void close() {
        rest.close();
    }
}
