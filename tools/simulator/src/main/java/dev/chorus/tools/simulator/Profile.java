package dev.chorus.tools.simulator;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * What was measured of gateways that ran ({@code ./chorus bench profile --broker mosquitto --json FILE}); times in milliseconds.
 *
 * @param machine on which, and when
 * @param pictureBytes of one picture
 * @param work of a variant with a picture, from file to Top-k, one value for each
 * @param variantProcessor what its process takes a picture in all
 * @param aggregatorBase what an aggregator's process takes a picture
 * @param aggregatorEach and for each variant
 * @param brokerBase what the broker takes a picture
 * @param brokerEach and for each variant
 * @param roundTrip from a picture to its answer where there is one variant, one value for each
 */
record Profile(
        String machine,
        double pictureBytes,
        double[] work,
        double variantProcessor,
        double aggregatorBase,
        double aggregatorEach,
        double brokerBase,
        double brokerEach,
        double[] roundTrip) {

    private static final String SHIPPED = "profile.json";
    private static final String ALLOWED = "allowed is what ./chorus bench profile --json writes";

    /** The one that ships. */
    static Profile shipped() {
        try (Reader reader =
                new InputStreamReader(Profile.class.getResourceAsStream(SHIPPED), StandardCharsets.UTF_8)) {
            return read(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One that was measured.
     *
     * @throws IllegalArgumentException if the file is not as the bench writes it, naming what is missing
     */
    static Profile of(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader);
        }
    }

    private static Profile read(Reader reader) {
        try {
            JsonObject report = new Gson().fromJson(reader, JsonObject.class);
            if (report == null || !report.has("figures")) {
                throw new IllegalArgumentException("it has no figures, " + ALLOWED);
            }
            return new Profile(
                    text(report, "machine") + ", " + text(report, "time"),
                    one(report, "pictureBytes"),
                    values(report, "work"),
                    one(report, "variantProcessor"),
                    one(report, "aggregatorBase"),
                    one(report, "aggregatorEach"),
                    one(report, "brokerBase"),
                    one(report, "brokerEach"),
                    values(report, "roundTrip"));
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("it is no report of a bench, " + ALLOWED);
        }
    }

    private static String text(JsonObject report, String key) {
        return report.has(key) ? report.get(key).getAsString() : "unknown";
    }

    private static double one(JsonObject report, String key) {
        double[] values = values(report, key);
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static double[] values(JsonObject report, String key) {
        for (JsonElement each : report.getAsJsonArray("figures")) {
            JsonObject figure = each.getAsJsonObject();
            if (figure.get("key").getAsString().equals(key)) {
                double[] values = new Gson().fromJson(figure.get("values"), double[].class);
                if (values.length > 0 && Arrays.stream(values).allMatch(value -> value >= 0)) {
                    return values;
                }
            }
        }
        throw new IllegalArgumentException("figure '" + key + "' is missing or below 0, " + ALLOWED);
    }

    /** A variant's work with one picture, in microseconds. */
    double workMicros(Random random) {
        return 1000 * work[random.nextInt(work.length)];
    }

    /** What a variant's process takes for a picture besides, while nobody waits for it: receiving, sending, tidying up. */
    double restMicros() {
        return 1000 * Math.max(0, variantProcessor - meanWork());
    }

    /** How long a message takes from whoever sends it to whoever hears it, in microseconds; a round trip has three of these. */
    double passMicros(Random random) {
        return 1000 * Math.max(0, roundTrip[random.nextInt(roundTrip.length)] - meanWork()) / 3;
    }

    private double meanWork() {
        return Arrays.stream(work).average().orElseThrow();
    }
}
