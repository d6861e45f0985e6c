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
 * The gateways that there are, as a JSON file says; {@code docs/planning.md} has an example and says what each key means. Immutable.
 *
 * @param networkMillis what a message takes in the network, one way
 * @param brokerHost which machine the broker runs on, if it shares one with gateways; otherwise null
 * @param sites at least one
 */
record GatewaysFile(double networkMillis, String brokerHost, List<Site> sites) {

    private static final int MOST = 64;
    private static final Set<String> KEYS = Set.of("networkMs", "brokerHost", "gateways");
    private static final Set<String> GATEWAY_KEYS =
            Set.of("name", "inference", "memoryMiB", "availability", "host", "cores");
    private static final double MAX_NETWORK_MILLIS = 10_000;
    private static final double MAX_MEMORY_MIB = 1 << 20;
    private static final int MAX_CORES = 1024;
    private static final double USUAL_NETWORK_MILLIS = 0.5;
    private static final double USUAL_AVAILABILITY = 0.99;

    GatewaysFile {
        sites = List.copyOf(sites);
    }

    /** How a gateway's own file of figures becomes what variants take there. */
    interface Measured {

        /** @throws IllegalArgumentException if the figures are not those of {@code bench inference} */
        Speed speed(Path file) throws IOException;
    }

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException naming the key, the value and what is allowed
     */
    static GatewaysFile read(Path file, Measured measured) throws IOException {
        String text = InputFile.text(file);
        JsonObject root;
        try {
            root = new Gson().fromJson(text, JsonObject.class);
        } catch (JsonParseException | ClassCastException e) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        if (root == null || !root.has("gateways") || !root.get("gateways").isJsonArray()) {
            throw new IllegalArgumentException("it has no list of gateways");
        }
        known(root, KEYS, "");
        List<Site> sites = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonElement each : root.getAsJsonArray("gateways")) {
            String where = "gateway " + (sites.size() + 1) + ": ";
            if (!each.isJsonObject()) {
                throw new IllegalArgumentException(where + "is no JSON object");
            }
            Site site = site(each.getAsJsonObject(), where, file, measured);
            if (!names.add(site.name())) {
                throw new IllegalArgumentException(where + "name is '" + site.name() + "', which another has");
            }
            sites.add(site);
        }
        if (sites.isEmpty() || sites.size() > MOST) {
            throw new IllegalArgumentException("it has " + sites.size() + " gateways, allowed is 1.." + MOST);
        }
        return new GatewaysFile(
                number(root, "networkMs", "", USUAL_NETWORK_MILLIS, 0, MAX_NETWORK_MILLIS),
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
            throw new IllegalArgumentException(where
                    + "inference is missing, allowed is the file that ./chorus bench inference --json wrote there");
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
                number(json, "availability", where, USUAL_AVAILABILITY, 0, 1),
                text(json, "host", where, null),
                (int) number(json, "cores", where, 1.0, 1, MAX_CORES));
    }

    private static void known(JsonObject json, Set<String> allowed, String where) {
        for (String key : json.keySet()) {
            if (!allowed.contains(key)) {
                throw new IllegalArgumentException(where + "'" + key + "' is unknown, allowed are "
                        + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
    }

    private static String text(JsonObject json, String key, String where, String usual) {
        if (!json.has(key)) {
            return usual;
        }
        if (!json.get(key).isJsonPrimitive() || !json.getAsJsonPrimitive(key).isString()) {
            throw new IllegalArgumentException(where + key + " is " + json.get(key) + ", allowed is a text");
        }
        return json.get(key).getAsString();
    }

    private static double number(JsonObject json, String key, String where, Double usual, double least, double most) {
        if (!json.has(key) && usual != null) {
            return usual;
        }
        String allowed = ", allowed is " + CallChecks.plain(least) + ".." + CallChecks.plain(most);
        if (!json.has(key)) {
            throw new IllegalArgumentException(where + key + " is missing" + allowed);
        }
        JsonElement value = json.get(key);
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
            double number = value.getAsDouble();
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(where + key + " is " + value + allowed);
    }
}
