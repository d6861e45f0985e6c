package dev.chorus.tools.benchmark.code;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.FusedFitJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.WireLimits;
import dev.chorus.core.topk.TopK;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The dearest messages that the bounds of {@link WireLimits} allow, as a peer would make them to cost time and memory. Stateless. */
public final class WorstMessages {

    /** Pairs of characters whose contribution to {@link String#hashCode} is the same. */
    private static final String[] EQUAL_HASHES = {"A~", "B_", "C@", "D!"};
    /** Of these, such as names may have. */
    private static final String[] EQUAL_NAMES = {"Aa", "BB"};

    private WorstMessages() {}

    private static String ofOneHash(int number, String[] blocks, int length) {
        StringBuilder text = new StringBuilder();
        int left = number;
        for (int block = 0; block < length; block++) {
            text.append(blocks[left % blocks.length]);
            left /= blocks.length;
        }
        return text.toString();
    }

    private static String name(int number) {
        return ofOneHash(number, EQUAL_NAMES, 32);
    }

    /** As many labels as fit. */
    private static LabelSet labels(IntFunction<String> label) {
        List<String> labels = new ArrayList<>();
        int bytes = 0;
        for (int number = 0; number < LabelSet.MAX_LABELS; number++) {
            String next = label.apply(number);
            bytes += LabelSet.jsonBytes(next);
            if (bytes > LabelSet.MAX_JSON_BYTES) {
                break;
            }
            labels.add(next);
        }
        return new LabelSet(labels);
    }

    /** As many labels as there may be, each as short as it can be. */
    public static LabelSet manyLabels(int variation) {
        return labels(number -> Integer.toHexString(number) + (char) ('A' + variation));
    }

    private static Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        IntStream.range(0, WireLimits.COUNTERS).forEach(number -> counters.put(name(number), WireLimits.MAX_COUNT));
        return counters;
    }

    private static Map<String, FusedFit> fits() {
        TreeMap<Double, Double> margins = new TreeMap<>();
        IntStream.range(0, FusedFit.MAX_MARGINS).forEach(number -> margins.put((number + 1) / 17.0, number / 17.0));
        List<Integer> answers = IntStream.range(0, FusedFit.MAX_COUNTED_CLASSES)
                .mapToObj(number -> 1_000_000_000 - number)
                .toList();
        Map<String, FusedFit> fits = new TreeMap<>();
        IntStream.range(0, FusedFitJson.MAX_STRATEGIES)
                .forEach(number -> fits.put(name(number), new FusedFit(1 / 3.0, margins, answers)));
        return fits;
    }

    /** Of a variant. */
    public static byte[] status(String family, String id, State state, LabelSet labels) {
        return StatusJson.encode(new Status(
                Kind.VARIANT,
                id,
                state,
                "x".repeat(4096),
                family,
                "1.0.0",
                "0.1.0",
                counters(),
                new Serving(id, labels, 0.001, TopK.MAX_K, Fit.of(1, 1 / 3.0), fits()),
                List.of()));
    }

    /** Of a variant, with labels of equal hashes. */
    public static byte[] statusOfEqualHashes() {
        return status("parts", "x", State.ONLINE, labels(number -> ofOneHash(number, EQUAL_HASHES, 8)));
    }

    /** Of an aggregator. */
    public static byte[] aggregatorStatus(String family, String id, State state) {
        List<Member> members = IntStream.range(0, WireLimits.VARIANTS)
                .mapToObj(number -> new Member(
                        name(number), name(number), State.MISCONFIGURED, false, false, Duration.ofNanos(123_456_789)))
                .toList();
        List<String> labels = List.of("a".repeat(256), "b".repeat(256), "c".repeat(256));
        return StatusJson.encode(new Status(
                Kind.AGGREGATOR,
                id,
                state,
                "x".repeat(4096),
                family,
                "1.0.0",
                "0.1.0",
                counters(),
                null,
                members,
                new Drift(1000, 1 / 3.0, 1 / 7.0, labels, labels)));
    }

    /**
     * A fused result.
     *
     * @param id 1 to 16 bytes
     */
    public static byte[] result(String family, String aggregator, byte[] id) {
        List<String> variants = IntStream.range(0, WireLimits.VARIANTS)
                .mapToObj(WorstMessages::name)
                .toList();
        Map<String, Refusal> refusals = new TreeMap<>();
        variants.forEach(variant -> refusals.put(variant, Refusal.TOO_MANY_REQUESTS));
        List<RankedLabel> labels = IntStream.range(0, WireLimits.LABELS)
                .mapToObj(number -> new RankedLabel(String.format("%095d", number), 0xFFFF, 0.123456))
                .toList();
        return FusedResultJson.encode(new FusedResult(
                RequestId.ofBytes(id, false),
                family,
                "1.0.0",
                Outcome.ANSWERED,
                null,
                labels.subList(0, FusedResult.countOfFitting(labels)),
                true,
                variants,
                variants,
                refusals,
                CloseReason.STATISTICS,
                0.123456,
                OptionalDouble.of(0.123456),
                Duration.ofNanos(123_456_789),
                aggregator));
    }

    /** A Top-k frame of as many classes as it can have. */
    public static byte[] frame(LabelSet labels, int number, Duration deadline) {
        int k = Math.min(TopK.MAX_K, labels.size());
        return TopKFrame.encode(TopKResult.answer(
                RequestId.ofBytes(ByteBuffer.allocate(16).putInt(number).array(), false),
                labels.fingerprint(),
                Duration.ZERO,
                deadline,
                TopK.of(IntStream.range(0, k).toArray(), new float[k])));
    }

    /** The right label of a request. */
    public static byte[] truth() {
        return new GroundTruth(RequestId.ofBytes(new byte[16], false), "齒".repeat(LabelSet.MAX_LABEL_LENGTH)).encode();
    }
}
