package dev.chorus.core.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The answer to one request ({@code docs/protocol.md}, "The fused result").
 *
 * @param id of the request
 * @param family its name
 * @param familyVersion null where no variant was known
 * @param outcome what became of the request
 * @param reason why there is no answer, for people; null if there is one
 * @param labels best first; empty without an answer
 * @param degraded whether there is an answer and an expected variant is missing from it, other than a live one that an early
 *     stop made unnecessary
 * @param contributors the variants in the answer
 * @param missing the expected variants that are not in it
 * @param refusals variant to reason, of those that refused
 * @param closedBy why the window closed
 * @param margin score of the first label minus score of the second, 0 to 1
 * @param confidence how likely the first label is right, 0 to 1, calibrated where the family is; empty without an answer, and
 *     from aggregators that do not tell it
 * @param latency from the aggregator's first knowledge of the request
 * @param aggregator the instance that fused it
 */
public record FusedResult(
        RequestId id,
        String family,
        String familyVersion,
        Outcome outcome,
        String reason,
        List<RankedLabel> labels,
        boolean degraded,
        List<String> contributors,
        List<String> missing,
        Map<String, Refusal> refusals,
        CloseReason closedBy,
        double margin,
        OptionalDouble confidence,
        Duration latency,
        String aggregator) {

    /** What became of a request. */
    public enum Outcome {
        ANSWERED,
        REFUSED,
        NO_VARIANT,
        NO_QUORUM;

        /** Its name in JSON. */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    /** Why a fusion window closed. */
    public enum CloseReason {
        /** Every awaited variant had spoken. */
        ALL,
        /** What was missing could not have changed the first label. */
        PROOF,
        /** What was missing would hardly have changed the first label: the configured share of disagreement allows that. */
        STATISTICS,
        /** Time was up. */
        DEADLINE;

        /** Whether it closed before everybody had spoken and before time was up. */
        public boolean isEarly() {
            return this == PROOF || this == STATISTICS;
        }

        /** Its name in JSON. */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    /**
     * A label and its score.
     *
     * @param label its name
     * @param classIndex its position in the label set
     * @param score 0 to 1
     */
    public record RankedLabel(String label, int classIndex, double score) {}

    public FusedResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(closedBy, "closedBy");
        Objects.requireNonNull(confidence, "confidence");
        labels = List.copyOf(labels);
        contributors = List.copyOf(contributors);
        missing = List.copyOf(missing);
        refusals = Map.copyOf(refusals);
    }

    /** One that tells no confidence. */
    public FusedResult(
            RequestId id,
            String family,
            String familyVersion,
            Outcome outcome,
            String reason,
            List<RankedLabel> labels,
            boolean degraded,
            List<String> contributors,
            List<String> missing,
            Map<String, Refusal> refusals,
            CloseReason closedBy,
            double margin,
            Duration latency,
            String aggregator) {
        this(
                id,
                family,
                familyVersion,
                outcome,
                reason,
                labels,
                degraded,
                contributors,
                missing,
                refusals,
                closedBy,
                margin,
                OptionalDouble.empty(),
                latency,
                aggregator);
    }
}
