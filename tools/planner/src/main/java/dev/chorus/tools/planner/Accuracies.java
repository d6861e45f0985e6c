package dev.chorus.tools.planner;

import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What every set of variants gets right together, by what they answered to labelled pictures. For any number of threads. */
final class Accuracies {

    private final VariantAnswers answers;
    private final Map<Integer, Double> known = new ConcurrentHashMap<>();

    Accuracies(VariantAnswers answers) {
        this.answers = answers;
    }

    /**
     * The share of pictures that a set of variants gets right, 0 to 1; of nobody 0.
     *
     * @param variants as bits
     */
    double of(int variants) {
        return variants == 0
                ? 0
                : known.computeIfAbsent(variants, set -> answers.fusedAccuracy(variant -> (set >> variant & 1) == 1));
    }

    /**
     * What is left when the most precious gateways are lost.
     *
     * @param counts how many gateways host each variant
     * @param lost how many gateways are lost
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
     * What to expect when gateways fail independently of each other.
     *
     * @param accuracy of all pictures, those that nobody answers being wrong
     * @param answered share of the time that at least one variant is there
     * @param held share of the time that those that are there get at least the floor right
     */
    record Expected(double accuracy, double answered, double held) {}

    /**
     * Tries everything that can be up.
     *
     * @param up share of the time that at least one gateway with the variant is up, of each variant; 0 of one that is not hosted
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
