package dev.chorus.core.window;

import dev.chorus.core.fusion.FusionStrategy;
import java.util.Objects;

/**
 * Options for fusing and closing windows; may change while windows are open.
 *
 * @param strategy for windows that open from now on
 * @param quorum number of contributors that an answer needs, at least 1
 * @param earlyStop whether a window closes once its first label is proved
 * @param maxOpen maximum number of open windows, at least 1; above it, the oldest is closed with its results so far
 * @param maxLabels maximum number of labels in a result, at least 1
 * @param stopDisagreement the share of windows, 0 to 1, that may close early with another first label than with all
 *     results, if {@code earlyStop} is on and the family was fitted for it; 0: none
 * @param stragglersAfter deadlines missed in a row after which a variant is no longer waited for; 0: it always is
 * @param learnWeights whether a variant that agrees less with the others than they do counts less
 *     ({@link AgreementWeights})
 */
public record WindowOptions(
        FusionStrategy strategy,
        int quorum,
        boolean earlyStop,
        double stopDisagreement,
        int maxOpen,
        int maxLabels,
        int stragglersAfter,
        boolean learnWeights) {

    /** @throws IllegalArgumentException naming the field, the required value and the given value */
    public WindowOptions {
        Objects.requireNonNull(strategy, "strategy");
        atLeastOne("quorum", quorum);
        atLeastOne("maxOpen", maxOpen);
        atLeastOne("maxLabels", maxLabels);
        if (stragglersAfter < 0) {
            throw new IllegalArgumentException("stragglersAfter must be at least 0, was " + stragglersAfter);
        }
        if (!(stopDisagreement >= 0 && stopDisagreement <= 1)) {
            throw new IllegalArgumentException("stopDisagreement must be 0..1, was " + stopDisagreement);
        }
    }

    /**
     * Creates options under which windows close early only if that is proved to be safe.
     *
     * @throws IllegalArgumentException naming the field, the required value and the given value
     */
    public WindowOptions(
            FusionStrategy strategy, int quorum, boolean earlyStop, int maxOpen, int maxLabels, int stragglersAfter) {
        this(strategy, quorum, earlyStop, 0, maxOpen, maxLabels, stragglersAfter);
    }

    /**
     * Creates options without learned weights.
     *
     * @throws IllegalArgumentException naming the field, the required value and the given value
     */
    public WindowOptions(
            FusionStrategy strategy,
            int quorum,
            boolean earlyStop,
            double stopDisagreement,
            int maxOpen,
            int maxLabels,
            int stragglersAfter) {
        this(strategy, quorum, earlyStop, stopDisagreement, maxOpen, maxLabels, stragglersAfter, false);
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " must be at least 1, was " + value);
        }
    }
}
