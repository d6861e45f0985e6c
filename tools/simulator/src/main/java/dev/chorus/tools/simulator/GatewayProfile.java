package dev.chorus.tools.simulator;

import dev.chorus.core.metrics.Percentiles;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
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
public record GatewayProfile(
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
    private static final String BENCH = "profile";

    /** The one that ships. */
    public static GatewayProfile shipped() {
        try (Reader reader =
                new InputStreamReader(GatewayProfile.class.getResourceAsStream(SHIPPED), StandardCharsets.UTF_8)) {
            return of(BenchFile.read(reader, BENCH));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One that was measured.
     *
     * @throws IllegalArgumentException if the file is not as the bench writes it, naming what is missing
     */
    public static GatewayProfile of(Path file) throws IOException {
        return of(BenchFile.of(file, BENCH));
    }

    private static GatewayProfile of(BenchFile report) {
        return new GatewayProfile(
                report.machine(),
                report.median("pictureBytes"),
                report.values("work"),
                report.median("variantProcessor"),
                report.median("aggregatorBase"),
                report.median("aggregatorEach"),
                report.median("brokerBase"),
                report.median("brokerEach"),
                report.values("roundTrip"));
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

    /** The median of a variant's work with one picture, in milliseconds. */
    public double workMillis() {
        return Percentiles.of(work).median().orElseThrow();
    }

    /** The median of what a message takes from whoever sends it to whoever hears it, in milliseconds. */
    public double passMillis() {
        return Math.max(0, Percentiles.of(roundTrip).median().orElseThrow() - workMillis()) / 3;
    }

    private double meanWork() {
        return Arrays.stream(work).average().orElseThrow();
    }
}
