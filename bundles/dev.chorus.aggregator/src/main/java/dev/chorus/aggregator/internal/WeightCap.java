package dev.chorus.aggregator.internal;

import dev.chorus.core.family.Fit;
import dev.chorus.core.fusion.Voice;
import dev.chorus.core.metrics.Percentiles;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Limits how much a variant counts to a multiple of the family's median weight. A variant names its weight and what was fitted to it in its own
 * status, so without a limit one variant outweighs all others. Immutable.
 *
 * @param factor how many times the median a weight may be, at least 1
 */
record WeightCap(double factor) {

    /** Above what variants trained together differ; with twice the median, one variant of four does not outvote the others. */
    static final WeightCap DEFAULT = new WeightCap(2);

    /**
     * What the voices of a family are limited to.
     *
     * @param family the voices whose medians count, at least one
     */
    Limits over(Collection<Voice> family) {
        return new Limits(
                factor * median(family, Voice::weight),
                factor * median(family, WeightCap::fitted),
                factor * median(family, WeightCap::inLogPool));
    }

    private static double median(Collection<Voice> family, ToDoubleFunction<Voice> value) {
        return Percentiles.of(family.stream().mapToDouble(value).toArray())
                .median()
                .orElseThrow();
    }

    private static double fitted(Voice voice) {
        return voice.fit().weight().orElse(voice.weight());
    }

    /** The factor of a variant's logarithms in the strategy {@code log-pool}. */
    private static double inLogPool(Voice voice) {
        return voice.weight() / voice.fit().temperature();
    }

    /**
     * The most that a variant counts.
     *
     * @param weight by the formula
     * @param fitted weight that was fitted
     * @param inLogPool weight over temperature
     */
    record Limits(double weight, double fitted, double inLogPool) {

        /** Whether a voice is above a limit. */
        boolean exceededBy(Voice voice) {
            return !voice.equals(apply(voice));
        }

        /** Returns a voice within the limits. */
        Voice apply(Voice voice) {
            double newWeight = Math.min(voice.weight(), weight);
            OptionalDouble newFitted = voice.fit().weight().isPresent()
                    ? OptionalDouble.of(Math.min(voice.fit().weight().getAsDouble(), fitted))
                    : OptionalDouble.empty();
            double temperature = voice.fit().temperature();
            double newTemperature = newWeight / temperature > inLogPool
                    ? Math.min(Fit.MAX_TEMPERATURE, newWeight / inLogPool)
                    : temperature;
            return new Voice(newWeight, new Fit(newFitted, newTemperature));
        }
    }
}
