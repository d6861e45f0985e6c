package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fit;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.metrics.Percentiles;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Limits the weight of a variant to a multiple of the family's median weight. A variant publishes its weight and its
 * fit in its own status, so without a limit one variant could outweigh all others. Immutable.
 *
 * @param factor maximum weight as a multiple of the median, at least 1
 */
record WeightCap(double factor) {

    /**
     * Above the differences between variants trained together; with twice the median, one variant of four does not
     * outvote the others.
     */
    static final WeightCap DEFAULT = new WeightCap(2);

    /**
     * Returns the limits of a family's weights.
     *
     * @param family the weights whose medians count, at least one
     */
    Limits over(Collection<VariantWeight> family) {
        return new Limits(
                factor * median(family, VariantWeight::weight),
                factor * median(family, WeightCap::fitted),
                factor * median(family, WeightCap::inLogPool));
    }

    private static double median(Collection<VariantWeight> family, ToDoubleFunction<VariantWeight> value) {
        return Percentiles.of(family.stream().mapToDouble(value).toArray())
                .median()
                .orElseThrow();
    }

    private static double fitted(VariantWeight variantWeight) {
        return variantWeight.fit().weight().orElse(variantWeight.weight());
    }

    /** Returns the factor of a variant's logarithms in the strategy {@code log-pool}. */
    private static double inLogPool(VariantWeight variantWeight) {
        return variantWeight.weight() / variantWeight.fit().temperature();
    }

    /**
     * Maximum weights of a variant.
     *
     * @param weight weight of the formula
     * @param fitted fitted weight
     * @param inLogPool weight divided by temperature
     */
    record Limits(double weight, double fitted, double inLogPool) {

        /** Whether a weight exceeds a limit. */
        boolean exceededBy(VariantWeight variantWeight) {
            return !variantWeight.equals(apply(variantWeight));
        }

        /** Returns a weight within the limits. */
        VariantWeight apply(VariantWeight variantWeight) {
            double newWeight = Math.min(variantWeight.weight(), weight);
            OptionalDouble newFitted = variantWeight.fit().weight().isPresent()
                    ? OptionalDouble.of(Math.min(variantWeight.fit().weight().getAsDouble(), fitted))
                    : OptionalDouble.empty();
            double temperature = variantWeight.fit().temperature();
            double newTemperature = newWeight / temperature > inLogPool
                    ? Math.min(Fit.MAX_TEMPERATURE, newWeight / inLogPool)
                    : temperature;
            return new VariantWeight(newWeight, new Fit(newFitted, newTemperature));
        }
    }
}
