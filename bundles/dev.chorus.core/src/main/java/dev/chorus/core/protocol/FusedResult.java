package dev.chorus.core.protocol;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Names;
import dev.chorus.core.peer.SortedCopies;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The answer to one request ({@code docs/protocol.md}, "The fused result").
 *
 * @param id of the request
 * @param family its name, as {@link Names} requires
 * @param familyVersion null if no variant was known
 * @param outcome of the request
 * @param reason why there is no answer, for display, at most {@value WireText#MAX_LENGTH} characters in one line; null
 *     if and only if there is an answer
 * @param labels best first, at most {@value WireLimits#LABELS} and {@value WireLimits#LABEL_BYTES} bytes; empty if and
 *     only if there is no answer
 * @param degraded whether there is an answer that lacks an expected variant, other than a live one that an early stop
 *     made unnecessary
 * @param contributors the variants in the answer
 * @param missing the expected variants that are not in it
 * @param refusals variant to reason, of the variants that refused
 * @param closedBy why the window closed
 * @param margin score of the first label minus score of the second, 0 to 1
 * @param confidence probability that the first label is right, 0 to 1, calibrated if the family is; empty without an
 *     answer, and from aggregators that do not send it
 * @param latency since the aggregator first knew of the request
 * @param aggregator the instance that fused it, as {@link Names} requires
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

    /** The outcome of a request. */
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
        /** Every awaited variant answered or refused. */
        ALL,
        /** The missing results could not have changed the first label. */
        PROOF,
        /** The missing results were unlikely to change the first label, within the configured share of disagreement. */
        STATISTICS,
        /** The deadline passed. */
        DEADLINE;

        /** Whether the window closed before its deadline and without a result of every awaited variant. */
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
    public record RankedLabel(String label, int classIndex, double score) {

        /** @throws IllegalArgumentException if label, index or score is not valid for a class */
        public RankedLabel {
            LabelSet.checkLabel("label", label);
            if (classIndex < 0 || classIndex > TopK.MAX_CLASS_INDEX) {
                throw new IllegalArgumentException(
                        "class must be within 0.." + TopK.MAX_CLASS_INDEX + ", was " + classIndex);
            }
            score = WireLimits.share("score", score);
        }
    }

    /**
     * @throws IllegalArgumentException naming the invalid field and value; a reason that is too long and a latency
     *     beyond {@link WireFields#MAX_DURATION} are cut
     */
    public FusedResult {
        Objects.requireNonNull(id, "id");
        Names.check("family", family);
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(closedBy, "closedBy");
        Objects.requireNonNull(confidence, "confidence");
        latency = WireFields.duration("latency", latency);
        Names.check("aggregator", aggregator);
        reason = WireText.line(reason);
        labels = List.copyOf(labels);
        contributors = List.copyOf(contributors);
        missing = List.copyOf(missing);
        refusals = SortedCopies.map(refusals);
        margin = WireLimits.share("margin", margin);
        if (confidence.isPresent()) {
            confidence = OptionalDouble.of(WireLimits.share("confidence", confidence.getAsDouble()));
        }
        WireFields.checkVersion("familyVersion", familyVersion);
        WireLimits.checkSize("labels", labels.size(), WireLimits.LABELS);
        WireLimits.checkSize("contributors", contributors.size(), WireLimits.VARIANTS);
        WireLimits.checkSize("missing", missing.size(), WireLimits.VARIANTS);
        WireLimits.checkSize("refusals", refusals.size(), WireLimits.VARIANTS);
        if (countOfFitting(labels) < labels.size()) {
            throw new IllegalArgumentException(
                    "labels must have at most " + WireLimits.LABEL_BYTES + " bytes together");
        }
        contributors.forEach(variant -> Names.check("contributors", variant));
        missing.forEach(variant -> Names.check("missing", variant));
        refusals.keySet().forEach(variant -> Names.check("refusals", variant));
        boolean answered = outcome == Outcome.ANSWERED;
        if (answered == labels.isEmpty() || answered != (reason == null) || !answered && reason.isBlank()) {
            throw new IllegalArgumentException("with the outcome " + outcome.wireName() + " there must be "
                    + (answered ? "labels and no reason" : "a reason and no labels") + ", were " + labels.size()
                    + " labels and the reason '" + reason + "'");
        }
    }

    /** Returns how many of the labels, from the first on, fit into one result. */
    public static int countOfFitting(List<RankedLabel> best) {
        int bytes = 0;
        int count = 0;
        for (RankedLabel label : best) {
            bytes += LabelSet.jsonBytes(label.label());
            if (bytes > WireLimits.LABEL_BYTES || count == WireLimits.LABELS) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Creates a result without confidence. */
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
