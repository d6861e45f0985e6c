package dev.chorus.core.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The answer to one request ({@code docs/protocol.md}, "The fused result").
 *
 * @param id of the request
 * @param family its name
 * @param familyVersion null where no variant was known
 * @param outcome what became of the request
 * @param reason why there is no answer, for people; null if there is one
 * @param labels best first; empty without an answer
 * @param degraded whether there is an answer and an expected variant is missing from it, other than a live one that a proof made unnecessary
 * @param contributors the variants in the answer
 * @param missing the expected variants that are not in it
 * @param refusals variant to reason, of those that refused
 * @param closedBy why the window closed
 * @param margin score of the first label minus score of the second, 0 to 1
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
        /** Time was up. */
        DEADLINE;

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
        labels = List.copyOf(labels);
        contributors = List.copyOf(contributors);
        missing = List.copyOf(missing);
        refusals = Map.copyOf(refusals);
    }
}
