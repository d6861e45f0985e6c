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
 * Measurements of real gateways ({@code ./chorus bench profile --broker mosquitto --json FILE}); times in milliseconds.
 *
 * @param machine machine and time of the measurement
 * @param pictureBytes size of one picture
 * @param work a variant's time for a picture, from file to Top-k, one value per picture
 * @param variantProcessor processor time of a variant's process per picture
 * @param aggregatorBase processor time of an aggregator's process per picture
 * @param aggregatorEach additional processor time per variant
 * @param brokerBase processor time of the broker per picture
 * @param brokerEach additional processor time per variant
 * @param roundTrip time from a picture to its answer with one variant, one value per picture
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

    /** Returns the shipped profile. */
    public static GatewayProfile shipped() {
        try (Reader reader =
                new InputStreamReader(GatewayProfile.class.getResourceAsStream(SHIPPED), StandardCharsets.UTF_8)) {
            return of(BenchFile.read(reader, BENCH));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a measured profile.
     *
     * @throws IllegalArgumentException if the file does not have the bench's form, naming what is missing
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

    /** Returns a variant's time for one picture, in microseconds. */
    double workMicros(Random random) {
        return 1000 * work[random.nextInt(work.length)];
    }

    /** Returns a variant's processor time per picture outside the response path: receiving, sending, cleanup. */
    double restMicros() {
        return 1000 * Math.max(0, variantProcessor - meanWork());
    }

    /** Returns the time from a message's sender to its receiver, in microseconds; a round trip has three of these. */
    double passMicros(Random random) {
        return 1000 * Math.max(0, roundTrip[random.nextInt(roundTrip.length)] - meanWork()) / 3;
    }

    /** Returns the median of a variant's time for one picture, in milliseconds. */
    public double workMillis() {
        return Percentiles.of(work).median().orElseThrow();
    }

    /** Returns the median time from a message's sender to its receiver, in milliseconds. */
    public double passMillis() {
        return Math.max(0, Percentiles.of(roundTrip).median().orElseThrow() - workMillis()) / 3;
    }

    private double meanWork() {
        return Arrays.stream(work).average().orElseThrow();
    }
}
