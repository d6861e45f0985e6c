package dev.chorus.core.window;

import dev.chorus.core.fusion.FusionStrategy;
import java.util.Objects;

/**
 * How windows are fused and closed; may change while windows are open.
 *
 * @param strategy for windows that open from now on
 * @param quorum contributors that an answer needs, at least 1
 * @param earlyStop whether a window closes once its first label is proved
 * @param maxOpen windows open at once, at least 1; beyond, the oldest is closed with what it has
 * @param maxLabels labels that a result lists, at least 1
 * @param stopDisagreement the share of windows, 0 to 1, that may close early with another first label than if everybody had been
 *     heard, where {@code earlyStop} is on and the family was fitted for it; 0: none
 * @param stragglersAfter deadlines missed in a row after which a variant is no longer waited for; 0: it always is
 * @param learnWeights whether a variant that agrees less with the others than they do counts less ({@link AgreementWeights})
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

    /** @throws IllegalArgumentException naming field, value and what is allowed */
    public WindowOptions {
        Objects.requireNonNull(strategy, "strategy");
        atLeastOne("quorum", quorum);
        atLeastOne("maxOpen", maxOpen);
        atLeastOne("maxLabels", maxLabels);
        if (stragglersAfter < 0) {
            throw new IllegalArgumentException("stragglersAfter is " + stragglersAfter + ", allowed is 0 and more");
        }
        if (!(stopDisagreement >= 0 && stopDisagreement <= 1)) {
            throw new IllegalArgumentException("stopDisagreement is " + stopDisagreement + ", allowed is 0..1");
        }
    }

    /**
     * Without windows that close early unless it is proved that they may.
     *
     * @throws IllegalArgumentException naming field, value and what is allowed
     */
    public WindowOptions(
            FusionStrategy strategy, int quorum, boolean earlyStop, int maxOpen, int maxLabels, int stragglersAfter) {
        this(strategy, quorum, earlyStop, 0, maxOpen, maxLabels, stragglersAfter);
    }

    /**
     * Without weights that are learned.
     *
     * @throws IllegalArgumentException naming field, value and what is allowed
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
            throw new IllegalArgumentException(field + " is " + value + ", allowed is at least 1");
        }
    }
}
