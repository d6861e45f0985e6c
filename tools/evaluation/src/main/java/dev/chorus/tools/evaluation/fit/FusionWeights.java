package dev.chorus.tools.evaluation.fit;

import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.FusedLikelihood.Guess;
import java.util.Arrays;

/**
 * The fusion weights under which the truth is likeliest in the calibrated fused answer. Weights and temperature are sought
 * together: a sum of several variants is less sure than it is right, and weights that are fitted without a temperature make up
 * for that by trusting the surest variant alone, at the expense of the answers.
 *
 * <p>Climbs along the gradient, by steps that are taken only where the likelihood rises. No weight falls below a floor: each
 * variant is mixed beforehand with its share of all of them, so that a free share of zero is a weight of the floor.
 */
final class FusionWeights {

    private static final int MAX_STEPS = 2000;
    private static final double LONGER = 1.5;
    private static final double SHORTER = 0.5;
    private static final double SHORTEST = 1e-6;

    /** A step that gains less than this of a mean log likelihood is idle. */
    private static final double IDLE = 1e-9;

    /** So many idle steps in turn, each longer than the one before, are the top; a single one may just be short. */
    private static final int MAX_IDLE = 10;

    private FusionWeights() {}

    /**
     * Finds them.
     *
     * @param answers to at least one picture
     * @param classes in the label set
     * @param floorOfMean the least weight as a share of the mean weight, 0 to 1
     * @return together 1
     */
    static double[] fit(VariantAnswers answers, int classes, double floorOfMean) {
        FusedLikelihood likelihood = new FusedLikelihood(answers, classes, floorOfMean);
        double floor = floorOfMean / answers.variants();
        return Arrays.stream(climb(likelihood, Guess.first(answers.variants())).shares())
                .map(share -> floor + (1 - floorOfMean) * share)
                .toArray();
    }

    /** The top that is reached from a guess. */
    static Guess climb(FusedLikelihood likelihood, Guess from) {
        Guess best = from;
        double now = likelihood.meanLog(best);
        double length = 1;
        int idle = 0;
        for (int step = 0; step < MAX_STEPS && length > SHORTEST && idle < MAX_IDLE; step++) {
            Guess next = best.along(likelihood.slope(best), length);
            double gain = likelihood.meanLog(next) - now;
            if (!(gain > 0)) {
                length *= SHORTER;
                continue;
            }
            best = next;
            now += gain;
            length *= LONGER;
            idle = gain < IDLE ? idle + 1 : 0;
        }
        return best;
    }
}
