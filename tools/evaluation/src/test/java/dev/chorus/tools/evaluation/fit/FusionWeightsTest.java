package dev.chorus.tools.evaluation.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.FusedLikelihood.Guess;
import dev.chorus.tools.evaluation.fit.FusedLikelihood.Slope;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionWeightsTest {

    private static final double FLOOR = 0.1;

    @Test
    void fit_truthDrawnFromACalibratedSum_findsItsWeights() {
        // given
        double[] weights = {0.5, 0.3, 0.2};
        VariantAnswers answers = new Made(11).fused(20_000, 0.6, weights);

        // when
        double[] found = FusionWeights.fit(answers, Made.classes(), FLOOR);

        // then
        for (int variant = 0; variant < weights.length; variant++) {
            assertEquals(weights[variant], found[variant], 0.03, Arrays.toString(found));
        }
    }

    @Test
    void climb_anyAnswers_endsWhereNoNeighbourIsLikelier() {
        // given
        VariantAnswers answers = new Made(13).knowing(500, 0.7, 0.5, 0.6);
        FusedLikelihood likelihood = new FusedLikelihood(answers, Made.classes(), FLOOR);

        // when
        Guess top = FusionWeights.climb(likelihood, Guess.first(3));

        // then
        double best = likelihood.meanLog(top);
        assertTrue(best > likelihood.meanLog(Guess.first(3)) + 1e-3, "has not climbed");
        for (int direction = 0; direction < 4; direction++) {
            for (double length : new double[] {-0.05, 0.05}) {
                double[] ofShares = new double[3];
                if (direction < 3) {
                    ofShares[direction] = 1;
                }
                Guess neighbour = top.along(new Slope(ofShares, direction < 3 ? 0 : 1), length);
                assertTrue(likelihood.meanLog(neighbour) < best, direction + " " + length);
            }
        }
    }

    @Test
    void climb_fromElsewhere_reachesTheSameTop() {
        // given
        VariantAnswers answers = new Made(17).knowing(300, 0.7, 0, 0.6);
        FusedLikelihood likelihood = new FusedLikelihood(answers, Made.classes(), FLOOR);
        Guess expected = FusionWeights.climb(likelihood, Guess.first(3));
        for (Guess from :
                List.of(new Guess(new double[] {0.2, 0.6, 0.2}, 2), new Guess(new double[] {0.8, 0.1, 0.1}, 0.5))) {

            // when
            Guess top = FusionWeights.climb(likelihood, from);

            // then
            assertTrue(likelihood.meanLog(top) > likelihood.meanLog(from), from::toString);
            assertArrayEquals(expected.shares(), top.shares(), 0.005);
            assertEquals(expected.power(), top.power(), 0.01 * expected.power());
        }
    }

    @Test
    void slope_anyGuess_isThatOfTheLikelihood() {
        // given
        FusedLikelihood likelihood =
                new FusedLikelihood(new Made(19).knowing(50, 0.7, 0.2, 0.6), Made.classes(), FLOOR);
        Guess guess = new Guess(new double[] {0.5, 0.2, 0.3}, 1.7);
        double little = 1e-5;

        // when
        Slope slope = likelihood.slope(guess);

        // then
        for (int direction = 0; direction < 4; direction++) {
            double[] ofShares = new double[3];
            if (direction < 3) {
                ofShares[direction] = 1;
            }
            Slope alone = new Slope(ofShares, direction < 3 ? 0 : 1);
            double rise =
                    likelihood.meanLog(guess.along(alone, little)) - likelihood.meanLog(guess.along(alone, -little));
            assertEquals(
                    direction < 3 ? guess.shares()[direction] * slope.ofShares()[direction] : slope.ofPower(),
                    rise / (2 * little),
                    1e-6);
        }
    }

    /** The sum of equals is less sure than it is right. */
    @Test
    void fit_variantsOfOneKind_trustsThemAlike() {
        // given
        VariantAnswers answers = new Made(23).fused(5000, 0.4, 0.25, 0.25, 0.25, 0.25);

        // when
        double[] weights = FusionWeights.fit(answers, Made.classes(), FLOOR);

        // then
        for (double weight : weights) {
            assertEquals(0.25, weight, 0.04, Arrays.toString(weights));
        }
    }
}
