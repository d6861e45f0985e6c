package dev.chorus.tools.testgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The configuration service: what it is told it stores, without looking at it. Thread-safe. */
final class Components {

    private static final String PLACEHOLDER = "placeholder";

    private final InstalledPackages packages;
    private final Map<String, Stored> components = new TreeMap<>();

    /** Factories that do not appear, though their bundle runs. */
    final Set<String> hiddenFactories = ConcurrentHashMap.newKeySet();

    /** @param factoryPid empty for a component that no factory made */
    private record Stored(String factoryPid, JsonObject properties) {}

    Components(InstalledPackages packages) {
        this.packages = packages;
    }

    /** A component that is there from the beginning, made by no factory. */
    synchronized void addBuiltIn(String pid) {
        components.put(pid, new Stored("", new JsonObject()));
    }

    /** As {@code GET factoryComponents} has it. */
    JsonObject factories() {
        JsonArray pids = new JsonArray();
        packages.factories().stream()
                .map(Definition::factoryPid)
                .filter(pid -> !hiddenFactories.contains(pid))
                .forEach(pids::add);
        JsonObject answer = new JsonObject();
        answer.add("pids", pids);
        return answer;
    }

    /** Creates; of an unknown factory nothing. Returns why not, as a 500 has it. */
    synchronized Optional<JsonObject> create(JsonObject body) {
        JsonArray failures = new JsonArray();
        for (JsonObject config : configs(body)) {
            String pid = config.get("pid").getAsString();
            String factoryPid = config.get("factoryPid").getAsString();
            if (components.containsKey(pid)) {
                JsonObject failure = new JsonObject();
                failure.addProperty("id", "create:" + pid);
                failure.addProperty("message", "Invalid parameter. pid " + pid + " already exists");
                failures.add(failure);
            } else if (!hiddenFactories.contains(factoryPid)) {
                packages.factory(factoryPid).ifPresent(factory -> {
                    JsonObject properties = factory.defaults();
                    merge(properties, config);
                    components.put(pid, new Stored(factoryPid, properties));
                });
            }
        }
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        JsonObject answer = new JsonObject();
        answer.add("failures", failures);
        return Optional.of(answer);
    }

    /** Updates what is there and drops the rest. */
    synchronized void update(JsonObject body) {
        for (JsonObject config : configs(body)) {
            Stored stored = components.get(config.get("pid").getAsString());
            if (stored != null) {
                merge(stored.properties(), config);
            }
        }
    }

    private static void merge(JsonObject properties, JsonObject config) {
        config.getAsJsonObject("properties")
                .entrySet()
                .forEach(entry -> properties.add(entry.getKey(), entry.getValue()));
    }

    private static List<JsonObject> configs(JsonObject body) {
        if (!body.get("takeSnapshot").getAsBoolean()) {
            throw new IllegalArgumentException("takeSnapshot is false: lost after a restart");
        }
        List<JsonObject> configs = new ArrayList<>();
        body.getAsJsonArray("configs").forEach(config -> configs.add(config.getAsJsonObject()));
        return configs;
    }

    /** As {@code POST byPid} has it. */
    synchronized JsonObject byPid(JsonObject body) {
        JsonArray configs = new JsonArray();
        for (JsonElement pid : body.getAsJsonArray("pids")) {
            Stored stored = components.get(pid.getAsString());
            if (stored != null) {
                configs.add(shown(pid.getAsString(), stored));
            }
        }
        JsonObject answer = new JsonObject();
        answer.add("configs", configs);
        return answer;
    }

    private JsonObject shown(String pid, Stored stored) {
        Optional<Definition> definition = packages.factory(stored.factoryPid());
        JsonObject properties = new JsonObject();
        stored.properties().entrySet().forEach(entry -> {
            boolean secret =
                    definition.map(known -> known.isPassword(entry.getKey())).orElse(false);
            JsonObject property = entry.getValue().getAsJsonObject();
            properties.add(entry.getKey(), secret ? property("PASSWORD", PLACEHOLDER) : property);
        });
        properties.add("kura.service.pid", property("STRING", pid));
        if (!stored.factoryPid().isEmpty()) {
            properties.add("service.factoryPid", property("STRING", stored.factoryPid()));
        }
        JsonObject config = new JsonObject();
        config.addProperty("pid", pid);
        definition.ifPresent(known -> config.add("definition", known.json()));
        config.add("properties", properties);
        return config;
    }

    private static JsonObject property(String type, String value) {
        JsonObject property = new JsonObject();
        property.addProperty("type", type);
        property.addProperty("value", value);
        return property;
    }

    /** As {@code GET pidsWithFactory} has it. */
    synchronized JsonObject withFactory() {
        JsonArray list = new JsonArray();
        components.forEach((pid, stored) -> {
            JsonObject entry = new JsonObject();
            entry.addProperty("pid", pid);
            if (!stored.factoryPid().isEmpty()) {
                entry.addProperty("factoryPid", stored.factoryPid());
            }
            list.add(entry);
        });
        JsonObject answer = new JsonObject();
        answer.add("components", list);
        return answer;
    }

    /** What is really stored, passwords too, as text by property. */
    synchronized Map<String, String> stored(String pid) {
        Map<String, String> texts = new TreeMap<>();
        Stored stored = components.get(pid);
        if (stored != null) {
            stored.properties()
                    .entrySet()
                    .forEach(entry -> texts.put(
                            entry.getKey(),
                            entry.getValue().getAsJsonObject().get("value").getAsString()));
        }
        return texts;
    }
}
