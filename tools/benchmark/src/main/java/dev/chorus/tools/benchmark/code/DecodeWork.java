package dev.chorus.tools.benchmark.code;

import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.tools.benchmark.Figure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes the dearest legal message of each kind, labels with their fingerprint, in time of the processor: what is promised is promised of
 * one core, whatever else the machine does. Stateless.
 */
final class DecodeWork {

    private static final int WARM_UPS = 100;
    private static final int ROUNDS_A_TIME = 20;
    private static final double MOST_MILLIS = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DecodeWork() {}

    private interface Decoding {
        Object decode() throws MalformedPayloadException;
    }

    /**
     * Measures.
     *
     * @param times how often, in twenties
     */
    static List<Figure> measure(int times) throws IOException {
        byte[] manyLabels = WorstMessages.status("parts", "x", Status.State.ONLINE, WorstMessages.manyLabels(0));
        byte[] equalHashes = WorstMessages.statusOfEqualHashes();
        byte[] aggregator = WorstMessages.aggregatorStatus("parts", "x", Status.State.ONLINE);
        byte[] result = WorstMessages.result("parts", "x", new byte[16]);
        byte[] frame = WorstMessages.frame(WorstMessages.manyLabels(0), 1, Duration.ofSeconds(1));
        byte[] truth = WorstMessages.truth();
        List<Figure> figures = new ArrayList<>();
        try {
            figures.add(
                    figure("statusOfManyLabels", "status of 65,536 labels", manyLabels, times, () -> StatusJson.decode(
                                    manyLabels)
                            .variant()
                            .fingerprint()));
            figures.add(figure(
                    "statusOfEqualHashes",
                    "status with labels and counters of equal hashes",
                    equalHashes,
                    times,
                    () -> StatusJson.decode(equalHashes).variant().fingerprint()));
            figures.add(figure(
                    "aggregatorStatus",
                    "status of an aggregator",
                    aggregator,
                    times,
                    () -> StatusJson.decode(aggregator)));
            figures.add(figure("result", "fused result", result, times, () -> FusedResultJson.decode(result)));
            figures.add(figure("frame", "frame of 255 classes", frame, times, () -> TopKFrame.decode(frame)));
            figures.add(figure("truth", "truth", truth, times, () -> GroundTruth.decode(truth)));
        } catch (MalformedPayloadException e) {
            throw new IOException(e);
        }
        return figures;
    }

    private static Figure figure(String key, String meaning, byte[] message, int times, Decoding decoding)
            throws MalformedPayloadException {
        for (int round = 0; round < WARM_UPS; round++) {
            decoding.decode();
        }
        double[] millis = new double[times * ROUNDS_A_TIME];
        for (int round = 0; round < millis.length; round++) {
            long began = THREADS.getCurrentThreadCpuTime();
            decoding.decode();
            millis[round] = (THREADS.getCurrentThreadCpuTime() - began) / 1e6;
        }
        return Figure.several(
                        "decode." + key,
                        "decoding a " + meaning + ", " + message.length + " bytes, time of the processor",
                        "ms",
                        millis)
                .atMost(MOST_MILLIS);
    }
}
