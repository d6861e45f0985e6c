package dev.chorus.tools.testgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The installed packages and those in work. Work advances by one step whenever a client reads the list or the bundles, so that no test
 * depends on time. Thread-safe.
 */
final class InstalledPackages {

    private final Runnable restChanged;
    private final List<Runnable> received = new ArrayList<>();
    private final List<Runnable> inWork = new ArrayList<>();
    private final Set<String> uninstalling = new LinkedHashSet<>();
    private final Map<String, UploadedPackage> packages = new TreeMap<>();
    private final Map<String, String> platform = new TreeMap<>();
    private final Set<String> resolved = ConcurrentHashMap.newKeySet();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private String osArch = "amd64";

    /** Java packages that the platform does not have. */
    final Set<String> lacking = ConcurrentHashMap.newKeySet();

    /** Packages whose installation fails. */
    final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** Bundles that do not start. */
    final Set<String> stuck = ConcurrentHashMap.newKeySet();

    /** @param restChanged runs when a bundle with a REST service comes or goes */
    InstalledPackages(Runnable restChanged) {
        this.restChanged = restChanged;
    }

    synchronized void setOsArch(String name) {
        osArch = name;
    }

    synchronized String osArch() {
        return osArch;
    }

    /** A bundle that no package brought. */
    synchronized void addPlatformBundle(String symbolicName, String version) {
        platform.put(symbolicName, version);
    }

    /** Accepts a package; whether it is one, and is installed, shows later. */
    synchronized void installLater(byte[] content) {
        received.add(() -> install(content));
    }

    /** Accepts the name of a package, of an installed one or not; false if it is being uninstalled already. */
    synchronized boolean uninstallLater(String name) {
        if (!uninstalling.add(name)) {
            return false;
        }
        received.add(() -> uninstall(name));
        return true;
    }

    /** Finishes what is in work and begins what was received; returns the list after that, as {@code GET /deploy/v2/} has it. */
    synchronized JsonArray advance() {
        inWork.forEach(Runnable::run);
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
        if (taken || failing.contains(uploaded.name())) {
            return;
        }
        if (packages.put(uploaded.name(), uploaded) != null) {
            // Bundles that are wired to an exchanged one are resolved anew.
            running.clear();
            resolved.clear();
        }
        resolve();
        reportRest(uploaded);
    }

    private void uninstall(String name) {
        uninstalling.remove(name);
        UploadedPackage removed = packages.remove(name);
        if (removed != null) {
            // Bundles that are wired to the removed ones run on.
            removed.bundles().forEach(bundle -> {
                running.remove(bundle.symbolicName());
                resolved.remove(bundle.symbolicName());
            });
            reportRest(removed);
        }
    }

    private void reportRest(UploadedPackage changed) {
        if (changed.bundles().stream().anyMatch(bundle -> bundle.needs().isRest())) {
            restChanged.run();
        }
    }

    private void resolve() {
        boolean changed = true;
        while (changed) {
            List<BundleNeeds> there = bundles()
                    .filter(bundle -> resolved.contains(bundle.symbolicName()))
                    .map(UploadedPackage.Content::needs)
                    .toList();
            changed = bundles()
                    .filter(bundle -> bundle.needs().isMet(osArch, lacking, there))
                    .map(bundle -> resolved.add(bundle.symbolicName()))
                    .toList()
                    .contains(true);
        }
    }

    private Stream<UploadedPackage.Content> bundles() {
        return packages.values().stream().flatMap(installed -> installed.bundles().stream());
    }

    /** The bundle of another package excludes it in any version, one of the platform in its own. */
    private boolean isTaken(UploadedPackage.Content bundle, String owner) {
        boolean brought = packages.values().stream()
                .filter(other -> !other.name().equals(owner))
                .flatMap(other -> other.bundles().stream())
                .anyMatch(other -> other.symbolicName().equals(bundle.symbolicName()));
        return brought || bundle.version().equals(platform.get(bundle.symbolicName()));
    }

    /** Names and versions. */
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

    /** As {@code GET /inventory/v1/bundles} has it; bundles that can start run afterwards. */
    synchronized JsonObject advanceBundles() {
        JsonObject inventory = inventory();
        start();
        return inventory;
    }

    private void start() {
        resolved.stream().filter(bundle -> !stuck.contains(bundle)).forEach(running::add);
    }

    /** Finishes everything at once. */
    synchronized void settle() {
        advance();
        advance();
        start();
    }

    private JsonObject inventory() {
        JsonArray bundles = new JsonArray();
        platform.forEach((name, version) -> bundles.add(bundle(name, version, bundles.size(), "ACTIVE")));
        bundles()
                .forEach(bundle -> bundles.add(
                        bundle(bundle.symbolicName(), bundle.version(), bundles.size(), state(bundle.symbolicName()))));
        return ComponentStore.object("bundles", bundles);
    }

    /** As {@code GET /inventory/v1/deploymentPackages} has it. */
    synchronized JsonObject withBundles() {
        JsonArray list = new JsonArray();
        for (UploadedPackage installed : packages.values()) {
            JsonArray bundles = new JsonArray();
            installed
                    .bundles()
                    .forEach(bundle -> bundles.add(bundle(
                            bundle.symbolicName(), bundle.version(), bundles.size(), state(bundle.symbolicName()))));
            JsonObject entry = new JsonObject();
            entry.addProperty("name", installed.name());
            entry.addProperty("version", installed.version());
            entry.add("bundles", bundles);
            list.add(entry);
        }
        return ComponentStore.object("deploymentPackages", list);
    }

    private String state(String symbolicName) {
        if (running.contains(symbolicName)) {
            return "ACTIVE";
        }
        return resolved.contains(symbolicName) ? "RESOLVED" : "INSTALLED";
    }

    private static JsonObject bundle(String name, String version, int id, String state) {
        JsonObject bundle = new JsonObject();
        bundle.addProperty("name", name);
        bundle.addProperty("version", version);
        bundle.addProperty("id", id);
        bundle.addProperty("state", state);
        bundle.addProperty("signed", false);
        return bundle;
    }

    /** The factories of running bundles. */
    synchronized List<Definition> factories() {
        return bundles()
                .filter(bundle -> running.contains(bundle.symbolicName()))
                .flatMap(bundle -> bundle.definitions().stream())
                .filter(definition -> !definition.factoryPid().isEmpty())
                .toList();
    }

    Optional<Definition> factory(String factoryPid) {
        return factories().stream()
                .filter(definition -> definition.factoryPid().equals(factoryPid))
                .findFirst();
    }
}
