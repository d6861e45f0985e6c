package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.Variant;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.networks.BaseModel;
import dev.chorus.tools.networks.Cut;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bytes that the devices send for one picture, for three ways to spread a classifier over as many devices as the family has
 * variants.
 *
 * @param vpValues variant parallelism: the 2k values of each device alone
 * @param vp variant parallelism: whole Top-k frames
 * @param cp class parallelism: the scores of each device's classes in 16 bits, in frames with the same header
 * @param mpResolution side of the picture that the base model sees, in pixels
 * @param mp model parallelism: every place where the base model can be cut in two, in order
 */
public record Traffic(long vpValues, long vp, long cp, int mpResolution, List<Cut> mp) {

    /** What crosses a cut are 32-bit floats. */
    public static final int BYTES_PER_ACTIVATION = 4;

    private static final int BYTES_PER_SCORE = 2;
    private static final int BYTES_PER_ENTRY = 4;

    public Traffic {
        mp = List.copyOf(mp);
    }

    /**
     * Computes it. The base model sees pictures as large as the largest variant does, but not above what it is published for, so
     * that its activations are not made larger than they need be.
     */
    public static Traffic of(Family family, VariantAnswers answers) {
        int classes = family.labelSet().size();
        int devices = answers.variants();
        List<byte[]> frames = IntStream.range(0, devices)
                .mapToObj(variant -> frame(family, answers, variant))
                .toList();
        long vp = frames.stream().mapToLong(frame -> frame.length).sum();
        long values = IntStream.range(0, devices)
                .mapToLong(variant ->
                        (long) BYTES_PER_ENTRY * answers.said(0, variant).k())
                .sum();
        long header = (vp - values) / devices;
        long cp = Math.min(devices, classes) * header + (long) BYTES_PER_SCORE * classes;
        int resolution = Math.min(
                BaseModel.RESOLUTION,
                family.variants().stream().mapToInt(Variant::resolution).max().orElseThrow());
        // The first is before the first layer: that would be sending the picture away, not sharing the work.
        List<Cut> cuts = BaseModel.mobileNetV2(classes, resolution).cuts();
        return new Traffic(values, vp, cp, resolution, cuts.subList(1, cuts.size()));
    }

    /** As sent for a picture that was published without an id of its own, the longest case. */
    private static byte[] frame(Family family, VariantAnswers answers, int variant) {
        Fingerprint fingerprint = family.labelSet().fingerprint();
        RequestId id = RequestId.of(null, new byte[0]);
        return TopKFrame.encode(
                TopKResult.answer(id, fingerprint, Duration.ZERO, TopKResult.MAX_DEADLINE, answers.said(0, variant)));
    }

    /** Bytes that cross the cut where the fewest do. */
    public long mpBest() {
        return mp.stream().mapToLong(Traffic::bytes).min().orElseThrow();
    }

    /** Bytes that cross the cut where the most do. */
    public long mpWorst() {
        return mp.stream().mapToLong(Traffic::bytes).max().orElseThrow();
    }

    /** Bytes that cross a cut. */
    public static long bytes(Cut cut) {
        return cut.bytes(BYTES_PER_ACTIVATION);
    }
}
