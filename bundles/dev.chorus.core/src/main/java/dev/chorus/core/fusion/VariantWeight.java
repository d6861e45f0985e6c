package dev.chorus.core.fusion;

import dev.chorus.core.family.Fit;
import java.util.Objects;

/**
 * How much a variant counts, whatever it says. Immutable.
 *
 * @param weight its fusion weight by the formula, or as somebody chose it, above 0 and at most 1000
 * @param fit what was fitted to its answers; {@link Fit#NONE} if nothing was
 */
public record VariantWeight(double weight, Fit fit) {

    public VariantWeight {
        Objects.requireNonNull(fit, "fit");
    }

    /** Of a variant to which nothing was fitted. */
    public static VariantWeight of(double weight) {
        return new VariantWeight(weight, Fit.NONE);
    }
}
