package dev.chorus.tools.planner;

import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Computes the accuracy of any set of variants from their answers to labeled pictures. Thread-safe. */
final class Accuracies {

    private final VariantAnswers answers;
    private final Map<Integer, Double> known = new ConcurrentHashMap<>();

    Accuracies(VariantAnswers answers) {
        this.answers = answers;
    }

    /**
     * Returns the accuracy of a set of variants, 0 to 1; 0 for the empty set.
     *
     * @param variants set as bits
     */
    double of(int variants) {
        return variants == 0
                ? 0
                : known.computeIfAbsent(variants, set -> answers.fusedAccuracy(variant -> (set >> variant & 1) == 1));
    }

    /**
     * Returns the lowest accuracy after the loss of any gateways.
     *
     * @param counts number of gateways per variant
     * @param lost number of lost gateways
     */
    double worst(int[] counts, int lost) {
        int all = 0;
        for (int variant = 0; variant < counts.length; variant++) {
            all |= counts[variant] > 0 ? 1 << variant : 0;
        }
        return worst(counts, all, 0, lost);
    }

    private double worst(int[] counts, int left, int from, int lost) {
        double worst = of(left);
        for (int variant = from; variant < counts.length; variant++) {
            if (counts[variant] > 0 && counts[variant] <= lost) {
                worst = Math.min(worst, worst(counts, left & ~(1 << variant), variant + 1, lost - counts[variant]));
            }
        }
        return worst;
    }

    /**
     * Expected values when gateways fail independently of each other.
     *
     * @param accuracy share of correct answers among all pictures; a missing answer is wrong
     * @param answered share of the time with at least one variant
     * @param held share of the time in which the present variants have at least the accuracy floor
     */
    record Expected(double accuracy, double answered, double held) {}

    /**
     * Computes the expected values over all combinations of failed gateways.
     *
     * @param up share of the time with at least one gateway, per variant; 0 for a variant that is not hosted
     */
    Expected expected(double[] up, double floor) {
        return expected(up, floor, 0, 0, 1);
    }

    private Expected expected(double[] up, double floor, int variant, int there, double share) {
        if (share == 0) {
            return new Expected(0, 0, 0);
        }
        if (variant == up.length) {
            double accuracy = of(there);
            return new Expected(share * accuracy, there == 0 ? 0 : share, there != 0 && accuracy >= floor ? share : 0);
        }
        Expected with = expected(up, floor, variant + 1, there | 1 << variant, share * up[variant]);
        Expected without = expected(up, floor, variant + 1, there, share * (1 - up[variant]));
        return new Expected(
                with.accuracy + without.accuracy, with.answered + without.answered, with.held + without.held);
    }
}
