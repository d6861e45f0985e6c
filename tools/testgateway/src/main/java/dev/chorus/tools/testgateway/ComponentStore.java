package dev.chorus.tools.testgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The configured components of a gateway: stores what it gets and validates nothing but types, as Kura. Thread-safe. */
final class ComponentStore {

    private static final String PLACEHOLDER = "placeholder";
    private static final String CONFIGS = "configs";
    private static final String PIDS = "pids";
    private static final String PROPERTIES = "properties";

    private final InstalledPackages packages;
    private final Map<String, Stored> components = new TreeMap<>();
    private final Map<String, Consumer<JsonObject>> listeners = new HashMap<>();

    /** Factories that do not appear, though their bundle runs. */
    final Set<String> hiddenFactories = ConcurrentHashMap.newKeySet();

    /** @param factoryPid empty for a component that no factory made */
    private record Stored(String factoryPid, JsonObject properties) {}

    ComponentStore(InstalledPackages packages) {
        this.packages = packages;
    }

    /**
     * Adds a component that no factory made.
     *
     * @param listener gets the changed properties
     */
    synchronized void addBuiltIn(String pid, JsonObject properties, Consumer<JsonObject> listener) {
        components.put(pid, new Stored("", properties));
        listeners.put(pid, listener);
    }

    /** As {@code GET factoryComponents} has it. */
    JsonObject factories() {
        JsonArray pids = new JsonArray();
        packages.factories().stream()
                .map(Definition::factoryPid)
                .filter(pid -> !hiddenFactories.contains(pid))
                .forEach(pids::add);
        return object(PIDS, pids);
    }

    /** Creates components, also of unknown factories; returns what failed, maybe nothing. */
    synchronized JsonArray create(JsonObject body) {
        JsonArray failures = new JsonArray();
        for (JsonElement element : body.getAsJsonArray(CONFIGS)) {
            JsonObject config = element.getAsJsonObject();
            Optional<String> pid = text(config, "pid");
            problem(config).ifPresent(message -> {
                JsonObject failure = new JsonObject();
                failure.addProperty("id", "create:" + pid.orElse("null"));
                failure.addProperty("message", message);
                failures.add(failure);
            });
        }
        return failures;
    }

    private Optional<String> problem(JsonObject config) {
        Optional<String> pid = text(config, "pid");
        Optional<String> factoryPid = text(config, "factoryPid");
        if (pid.isEmpty()) {
            return Optional.of("Invalid parameter. pid cannot be null");
        }
        if (factoryPid.isEmpty()) {
            return Optional.of("PID cannot be null");
        }
        if (components.containsKey(pid.get())) {
            return Optional.of("Invalid parameter. pid " + pid.get() + " already exists");
        }
        JsonObject properties =
                factory(factoryPid.get()).map(Definition::defaults).orElseGet(JsonObject::new);
        try {
            ComponentValues.merge(properties, config.getAsJsonObject(PROPERTIES));
        } catch (ComponentValues.UnfitException e) {
            return Optional.of(e.messageOfCreation());
        }
        components.put(pid.get(), new Stored(factoryPid.get(), properties));
        return Optional.empty();
    }

    private static Optional<String> text(JsonObject object, String key) {
        return Optional.ofNullable(object.get(key)).map(JsonElement::getAsString);
    }

    private Optional<Definition> factory(String factoryPid) {
        return packages.factory(factoryPid).filter(known -> !hiddenFactories.contains(factoryPid));
    }

    /**
     * Changes what is there and ignores the rest.
     *
     * @throws ComponentValues.UnfitException if one value does not fit; nothing is changed then
     */
    synchronized void update(JsonObject body) {
        Map<String, Stored> changed = new TreeMap<>();
        Map<String, JsonObject> changes = new TreeMap<>();
        for (JsonElement element : body.getAsJsonArray(CONFIGS)) {
            JsonObject config = element.getAsJsonObject();
            String pid = config.get("pid").getAsString();
            Stored stored = components.get(pid);
            if (stored != null) {
                // A default comes back with the next change.
                JsonObject properties =
                        factory(stored.factoryPid()).map(Definition::defaults).orElseGet(JsonObject::new);
                stored.properties().entrySet().forEach(entry -> properties.add(entry.getKey(), entry.getValue()));
                ComponentValues.merge(properties, config.getAsJsonObject(PROPERTIES));
                changed.put(pid, new Stored(stored.factoryPid(), properties));
                changes.put(pid, config.getAsJsonObject(PROPERTIES));
            }
        }
        components.putAll(changed);
        changes.forEach(
                (pid, properties) -> listeners.getOrDefault(pid, any -> {}).accept(properties));
    }

    /** Deletes what a factory made and ignores the rest. */
    synchronized void delete(JsonObject body) {
        for (JsonElement pid : body.getAsJsonArray(PIDS)) {
            Stored stored = components.get(pid.getAsString());
            if (stored != null && !stored.factoryPid().isEmpty()) {
                components.remove(pid.getAsString());
            }
        }
    }

    /** All that is stored, to go back to. */
    synchronized Runnable rollback() {
        Map<String, Stored> copy = new TreeMap<>();
        components.forEach((pid, stored) -> copy.put(
                pid, new Stored(stored.factoryPid(), stored.properties().deepCopy())));
        return () -> restore(copy);
    }

    private synchronized void restore(Map<String, Stored> copy) {
        components.clear();
        copy.forEach((pid, stored) -> components.put(
                pid, new Stored(stored.factoryPid(), stored.properties().deepCopy())));
    }

    /** As {@code POST byPid} has it. */
    synchronized JsonObject byPid(JsonObject body) {
        JsonArray configs = new JsonArray();
        for (JsonElement pid : body.getAsJsonArray(PIDS)) {
            Stored stored = components.get(pid.getAsString());
            if (stored != null) {
                configs.add(shown(pid.getAsString(), stored));
            }
        }
        return object(CONFIGS, configs);
    }

    private JsonObject shown(String pid, Stored stored) {
        Optional<Definition> definition = factory(stored.factoryPid());
        JsonObject properties = new JsonObject();
        stored.properties().entrySet().forEach(entry -> {
            boolean secret =
                    definition.map(known -> known.isPassword(entry.getKey())).orElse(false);
            properties.add(
                    entry.getKey(), secret ? ComponentValues.property("PASSWORD", PLACEHOLDER) : entry.getValue());
        });
        properties.add("kura.service.pid", ComponentValues.property("STRING", pid));
        if (!stored.factoryPid().isEmpty()) {
            properties.add("service.factoryPid", ComponentValues.property("STRING", stored.factoryPid()));
        }
        JsonObject config = new JsonObject();
        config.addProperty("pid", pid);
        definition.ifPresent(known -> config.add("definition", known.json()));
        config.add(PROPERTIES, properties);
        return config;
    }

    /** As {@code GET configurableComponents} has it. */
    synchronized JsonObject pids() {
        JsonArray pids = new JsonArray();
        components.keySet().forEach(pids::add);
        return object(PIDS, pids);
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
        return object("components", list);
    }

    static JsonObject object(String key, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(key, value);
        return object;
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
