package dev.chorus.core.fusion;

import dev.chorus.core.family.Fit;
import java.util.Objects;

/**
 * How much a variant counts, whatever its result. Immutable.
 *
 * @param weight its fusion weight, by the formula or chosen manually, above 0 and at most 1000
 * @param fit what was fitted to its answers; {@link Fit#NONE} if nothing was fitted
 */
public record VariantWeight(double weight, Fit fit) {

    public VariantWeight {
        Objects.requireNonNull(fit, "fit");
    }

    /** Returns the weight of a variant without a fit. */
    public static VariantWeight of(double weight) {
        return new VariantWeight(weight, Fit.NONE);
    }
}
