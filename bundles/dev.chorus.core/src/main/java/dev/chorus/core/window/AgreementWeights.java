package dev.chorus.core.window;

import dev.chorus.core.family.Fit;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.metrics.Percentiles;
import dev.chorus.core.topk.TopK;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Learns how much each variant counts from how often its first class is that of most variants. Each variant has one
 * vote, whatever its weight and its scores, so that no weight makes a variant agree with itself. A variant that agrees
 * less often than the median counts with the fourth power of the ratio: good variants agree about as often as each
 * other, one with forged results does not. Bounded by the members; belongs to the thread that owns its
 * {@link FusionWindows}.
 */
final class AgreementWeights {

    /** Number of answers of a variant before its weight changes. */
    static final int LEAST_ANSWERS = 30;

    /** If only two variants disagree, it is not known which one is wrong. */
    static final int LEAST_VARIANTS = 3;

    /** Maximum number of answers that count; the latest count most. */
    private static final int MEMORY = 200;

    private static final int POWER = 4;

    /** Weights stay above 0. */
    private static final double SMALLEST = 1e-3;

    private static final class Agreement {
        private double rate;
        private int seen;
    }

    private final Map<String, Agreement> byVariant = new TreeMap<>();

    /** Removes all other variants. */
    void retain(Set<String> variants) {
        byVariant.keySet().retainAll(variants);
    }

    /**
     * Learns from the results of one request; does nothing if there are too few, or if no class has more votes than
     * every other.
     */
    void learn(Map<String, TopK> results) {
        if (results.size() < LEAST_VARIANTS) {
            return;
        }
        Map<Integer, Integer> votes = new TreeMap<>();
        results.values().forEach(topK -> votes.merge(topK.classAt(0), 1, Integer::sum));
        int most = Collections.max(votes.values());
        if (Collections.frequency(votes.values(), most) == 1) {
            results.forEach((variant, topK) -> learn(variant, votes.get(topK.classAt(0)) == most));
        }
    }

    private void learn(String variant, boolean agrees) {
        Agreement agreement = byVariant.computeIfAbsent(variant, first -> new Agreement());
        agreement.seen = Math.min(MEMORY, agreement.seen + 1);
        agreement.rate += ((agrees ? 1 : 0) - agreement.rate) / agreement.seen;
    }

    /** Returns the weights, adjusted by what was learned. */
    Map<String, VariantWeight> apply(Map<String, VariantWeight> variantWeights) {
        double[] rates = known().toArray();
        double median = Percentiles.of(rates).median().orElse(0);
        if (rates.length < LEAST_VARIANTS || median <= 0) {
            return variantWeights;
        }
        Map<String, VariantWeight> weighted = new TreeMap<>();
        variantWeights.forEach(
                (variant, variantWeight) -> weighted.put(variant, scaled(variantWeight, factor(variant, median))));
        return weighted;
    }

    private DoubleStream known() {
        return byVariant.values().stream()
                .filter(agreement -> agreement.seen >= LEAST_ANSWERS)
                .mapToDouble(agreement -> agreement.rate);
    }

    private double factor(String variant, double median) {
        Agreement agreement = byVariant.get(variant);
        boolean known = agreement != null && agreement.seen >= LEAST_ANSWERS;
        return known ? Math.max(SMALLEST, Math.pow(Math.min(1, agreement.rate / median), POWER)) : 1;
    }

    private static VariantWeight scaled(VariantWeight variantWeight, double factor) {
        Fit fit = variantWeight.fit().weight().isPresent()
                ? Fit.of(
                        variantWeight.fit().weight().getAsDouble() * factor,
                        variantWeight.fit().temperature())
                : variantWeight.fit();
        return new VariantWeight(variantWeight.weight() * factor, fit);
    }
}
