package dev.chorus.tools.planner;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.chorus.tools.files.FileFailure;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.simulator.CallChecks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Available gateways, read from a JSON file; {@code docs/planning.md} has an example and describes the keys. Immutable.
 *
 * @param networkMillis one-way network latency of a message
 * @param brokerHost machine of the broker if it shares one with gateways; otherwise null
 * @param sites gateways, at least one
 */
record GatewaysFile(double networkMillis, String brokerHost, List<Site> sites) {

    private static final int MAX_GATEWAYS = 64;
    private static final Set<String> KEYS = Set.of("networkMs", "brokerHost", "gateways");
    private static final Set<String> GATEWAY_KEYS =
            Set.of("name", "inference", "memoryMiB", "availability", "host", "cores");
    private static final double MAX_NETWORK_MILLIS = 10_000;
    private static final double MAX_MEMORY_MIB = 1 << 20;
    private static final int MAX_CORES = 1024;
    private static final double DEFAULT_NETWORK_MILLIS = 0.5;
    private static final double DEFAULT_AVAILABILITY = 0.99;

    GatewaysFile {
        sites = List.copyOf(sites);
    }

    /** Converts a gateway's benchmark file to the speed of the variants there. */
    interface Measured {

        /** @throws IllegalArgumentException if the file is not from {@code bench inference} */
        Speed speed(Path file) throws IOException;
    }

    /**
     * Reads the file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming the key, the requirement and the value
     */
    static GatewaysFile read(Path file, Measured measured) throws IOException {
        String text = InputFile.text(file);
        JsonObject root;
        try {
            root = new Gson().fromJson(text, JsonObject.class);
        } catch (JsonParseException | ClassCastException e) {
            throw new IllegalArgumentException("it is not a JSON object");
        }
        if (root == null || !root.has("gateways") || !root.get("gateways").isJsonArray()) {
            throw new IllegalArgumentException("the list gateways is missing");
        }
        known(root, KEYS, "");
        List<Site> sites = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonElement each : root.getAsJsonArray("gateways")) {
            String where = "gateway " + (sites.size() + 1) + ": ";
            if (!each.isJsonObject()) {
                throw new IllegalArgumentException(where + "is not a JSON object");
            }
            Site site = site(each.getAsJsonObject(), where, file, measured);
            if (!names.add(site.name())) {
                throw new IllegalArgumentException(where + "name '" + site.name() + "' is used twice");
            }
            sites.add(site);
        }
        if (sites.isEmpty() || sites.size() > MAX_GATEWAYS) {
            throw new IllegalArgumentException(
                    "gateways must have 1 to " + MAX_GATEWAYS + " entries, had " + sites.size());
        }
        return new GatewaysFile(
                number(root, "networkMs", "", DEFAULT_NETWORK_MILLIS, 0, MAX_NETWORK_MILLIS),
                text(root, "brokerHost", "", null),
                sites);
    }

    private static Site site(JsonObject json, String where, Path file, Measured measured) throws IOException {
        known(json, GATEWAY_KEYS, where);
        String name = text(json, "name", where, null);
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(where + "name is missing");
        }
        String figures = text(json, "inference", where, null);
        if (figures == null) {
            throw new IllegalArgumentException(
                    where + "inference is missing, required is the output of ./chorus bench inference --json there");
        }
        Speed speed;
        try {
            speed = measured.speed(file.toAbsolutePath().getParent().resolve(figures));
        } catch (FileFailure e) {
            if (!e.isMistake()) {
                throw e;
            }
            throw new IllegalArgumentException(where + "inference is " + figures + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + "inference is " + figures + ": " + e.getMessage());
        }
        return new Site(
                name,
                speed.workMillis(),
                speed.estimated(),
                speed.slowdown(),
                number(json, "memoryMiB", where, null, 1, MAX_MEMORY_MIB),
                number(json, "availability", where, DEFAULT_AVAILABILITY, 0, 1),
                text(json, "host", where, null),
                (int) number(json, "cores", where, 1.0, 1, MAX_CORES));
    }

    private static void known(JsonObject json, Set<String> keys, String where) {
        for (String key : json.keySet()) {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException(where + "'" + key + "' is unknown, keys are "
                        + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }

    private static String text(JsonObject json, String key, String where, String defaultValue) {
        if (!json.has(key)) {
            return defaultValue;
        }
        if (!json.get(key).isJsonPrimitive() || !json.getAsJsonPrimitive(key).isString()) {
            throw new IllegalArgumentException(where + key + " must be a string, was " + json.get(key));
        }
        return json.get(key).getAsString();
    }

    private static double number(
            JsonObject json, String key, String where, Double defaultValue, double least, double most) {
        if (!json.has(key) && defaultValue != null) {
            return defaultValue;
        }
        String required = " must be " + CallChecks.plain(least) + " to " + CallChecks.plain(most);
        if (!json.has(key)) {
            throw new IllegalArgumentException(where + key + " is missing, it" + required);
        }
        JsonElement value = json.get(key);
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
            double number = value.getAsDouble();
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(where + key + required + ", was " + value);
    }
}
