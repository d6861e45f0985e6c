package dev.chorus.tools.testgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What is installed, and what is being installed. Thread-safe. */
final class InstalledPackages {

    private final List<byte[]> received = new ArrayList<>();
    private final List<byte[]> inWork = new ArrayList<>();
    private final List<UploadedPackage> starting = new ArrayList<>();
    private final Map<String, UploadedPackage> packages = new TreeMap<>();
    private final Map<String, String> platform = new TreeMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** Packages whose installation fails. */
    final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** Bundles that do not start. */
    final Set<String> stuck = ConcurrentHashMap.newKeySet();

    /** A bundle that no package brought. */
    synchronized void addPlatformBundle(String symbolicName, String version) {
        platform.put(symbolicName, version);
        running.add(symbolicName);
    }

    /** Will be installed, or not: nobody hears. It takes two looks at the list, so that no test depends on time. */
    synchronized void installLater(byte[] content) {
        received.add(content);
    }

    /** Somebody has looked: what was in work is done, what was received is in work. */
    synchronized JsonArray look() {
        inWork.forEach(this::install);
        inWork.clear();
        inWork.addAll(received);
        received.clear();
        return list();
    }

    private void install(byte[] content) {
        UploadedPackage uploaded;
        try {
            uploaded = UploadedPackage.read(content);
        } catch (IOException e) {
            return;
        }
        boolean taken = uploaded.bundles().stream().anyMatch(bundle -> isTaken(bundle, uploaded.name()));
        if (!taken && !failing.contains(uploaded.name())) {
            uploaded.bundles().forEach(bundle -> running.remove(bundle.symbolicName()));
            packages.put(uploaded.name(), uploaded);
            starting.add(uploaded);
        }
    }

    /** The bundle of another package excludes it in any version, one of the platform in its own. */
    private boolean isTaken(UploadedPackage.Content bundle, String owner) {
        boolean brought = packages.values().stream()
                .filter(other -> !other.name().equals(owner))
                .flatMap(other -> other.bundles().stream())
                .anyMatch(other -> other.symbolicName().equals(bundle.symbolicName()));
        return brought || bundle.version().equals(platform.get(bundle.symbolicName()));
    }

    private void start(UploadedPackage uploaded) {
        for (UploadedPackage.Content bundle : uploaded.bundles()) {
            if (!stuck.contains(bundle.symbolicName())) {
                running.add(bundle.symbolicName());
            }
        }
    }

    /** Names and versions, as {@code GET /deploy/v2/} has them. */
    synchronized JsonArray list() {
        JsonArray list = new JsonArray();
        for (UploadedPackage installed : packages.values()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("name", installed.name());
            entry.addProperty("version", installed.version());
            list.add(entry);
        }
        return list;
    }

    /** As {@code GET /inventory/v1/bundles} has it. Somebody has looked: bundles that were starting run from now on. */
    synchronized JsonObject lookAtBundles() {
        JsonObject inventory = inventory();
        starting.forEach(this::start);
        starting.clear();
        return inventory;
    }

    private JsonObject inventory() {
        JsonArray bundles = new JsonArray();
        platform.forEach((name, version) -> bundles.add(bundle(name, version, bundles.size())));
        for (UploadedPackage installed : packages.values()) {
            for (UploadedPackage.Content bundle : installed.bundles()) {
                bundles.add(bundle(bundle.symbolicName(), bundle.version(), bundles.size()));
            }
        }
        JsonObject inventory = new JsonObject();
        inventory.add("bundles", bundles);
        return inventory;
    }

    private JsonObject bundle(String name, String version, int id) {
        JsonObject bundle = new JsonObject();
        bundle.addProperty("name", name);
        bundle.addProperty("version", version);
        bundle.addProperty("id", id);
        bundle.addProperty("state", running.contains(name) ? "ACTIVE" : "RESOLVED");
        bundle.addProperty("signed", false);
        return bundle;
    }

    /** The factories of running bundles. */
    synchronized List<Definition> factories() {
        List<Definition> factories = new ArrayList<>();
        for (UploadedPackage installed : packages.values()) {
            for (UploadedPackage.Content bundle : installed.bundles()) {
                if (running.contains(bundle.symbolicName())) {
                    bundle.definitions().stream()
                            .filter(definition -> !definition.factoryPid().isEmpty())
                            .forEach(factories::add);
                }
            }
        }
        return factories;
    }

    Optional<Definition> factory(String factoryPid) {
        return factories().stream()
                .filter(definition -> definition.factoryPid().equals(factoryPid))
                .findFirst();
    }
}
