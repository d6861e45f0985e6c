package dev.chorus.core.testing;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.FusedFit;
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
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** One message of each kind with every field, for the family {@code parts}. */
public final class ExampleMessages {

    /** Of the family. */
    public static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut"));

    /** Chosen by a requester. */
    public static final RequestId ID = RequestId.ofBytes(new byte[] {0x34, 0x32}, false);

    /** An answer; the aggregator is {@code gw9}. */
    public static final FusedResult RESULT = new FusedResult(
            ID,
            "parts",
            "1.0.0",
            Outcome.ANSWERED,
            null,
            List.of(new RankedLabel("nut", 1, 0.75), new RankedLabel("bolt", 0, 0.125)),
            true,
            List.of("p24"),
            List.of("p32"),
            Map.of("p40", Refusal.OVERLOADED),
            CloseReason.DEADLINE,
            0.625,
            OptionalDouble.of(0.8125),
            Duration.ofNanos(12_345_000),
            "gw9");

    /** The same request without an answer, which has a reason. */
    public static final FusedResult NO_ANSWER = new FusedResult(
            ID,
            "parts",
            "1.0.0",
            Outcome.NO_VARIANT,
            "no variant available",
            List.of(),
            false,
            List.of(),
            List.of("p32"),
            Map.of(),
            CloseReason.DEADLINE,
            0,
            OptionalDouble.empty(),
            Duration.ofSeconds(1),
            "gw9");

    /** Of the instance {@code gw1}, which serves {@code p32}. */
    public static final Status VARIANT = new Status(
            Status.Kind.VARIANT,
            "gw1",
            State.DEGRADED,
            "answers slowly",
            "parts",
            "1.0.0",
            "0.1.0",
            Map.of("answered", 12L),
            new Serving(
                    "p32",
                    LABELS,
                    0.75,
                    2,
                    Fit.of(0.6, 1.2),
                    Map.of(
                            "scaled-sum",
                            new FusedFit(0.7, new TreeMap<>(Map.of(0.01, 0.4, 0.02, 0.3)), List.of(40, 60)))),
            List.of());

    /** Of the instance {@code gw9}. */
    public static final Status AGGREGATOR = new Status(
            Status.Kind.AGGREGATOR,
            "gw9",
            State.DEGRADED,
            "missing: p32",
            "parts",
            "1.0.0",
            "0.1.0",
            Map.of("late", 1L),
            null,
            List.of(new Member("gw1", "p32", State.ONLINE, true, true, Duration.ofNanos(12_345_000))),
            new Drift(500, 0.25, 0.0625, List.of("bolt"), List.of("nut")));

    /** The result of {@code p32} for the request. */
    public static final TopKResult TOP_K = TopKResult.answer(
            ID,
            LABELS.fingerprint(),
            Duration.ofMillis(7),
            Duration.ofSeconds(1),
            TopK.of(new int[] {1, 0}, new float[] {0.75f, 0.2f}));

    private ExampleMessages() {}

    /** {@link #RESULT} as it is published. */
    public static byte[] result() {
        return FusedResultJson.encode(RESULT);
    }

    /** {@link #NO_ANSWER} as it is published. */
    public static byte[] noAnswer() {
        return FusedResultJson.encode(NO_ANSWER);
    }

    /** {@link #VARIANT} as it is published. */
    public static byte[] variant() {
        return StatusJson.encode(VARIANT);
    }

    /** {@link #AGGREGATOR} as it is published. */
    public static byte[] aggregator() {
        return StatusJson.encode(AGGREGATOR);
    }

    /** {@link #TOP_K} as it is published. */
    public static byte[] frame() {
        return TopKFrame.encode(TOP_K);
    }

    /** The right label of the request's picture. */
    public static byte[] truth() {
        return new GroundTruth(ID, "nut").encode();
    }
}
