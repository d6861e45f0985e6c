package dev.chorus.tools.evaluation.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MixtureWeightsTest {

    private static final double FLOOR = 0.1;

    @Test
    void step_anyLikelihoods_neverLowersTheLikelihood() {
        // given
        long seed = 7;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            double[][] likelihoods = new double[1 + random.nextInt(50)][1 + random.nextInt(6)];
            for (double[] row : likelihoods) {
                Arrays.setAll(row, part -> Math.pow(random.nextDouble(), 6) + 1e-9);
            }
            Arrays.setAll(likelihoods, at -> Arrays.copyOf(likelihoods[at], likelihoods[0].length));
            MixtureWeights mixture = new MixtureWeights(likelihoods, FLOOR);
            double[] shares = new double[likelihoods[0].length];
            Arrays.fill(shares, 1.0 / shares.length);

            // when
            double first = mixture.logLikelihood(shares);
            double before = first;
            for (int step = 0; step < 100; step++) {
                shares = mixture.step(shares);
                double now = mixture.logLikelihood(shares);

                // then
                assertTrue(now >= before - 1e-12, "round " + round + ", step " + step + ": " + before + ", " + now);
                before = now;
            }
            assertEquals(1, Arrays.stream(shares).sum(), 1e-9);
            assertTrue(shares.length == 1 || before > first, "nothing is learned");
        }
    }

    @Test
    void fit_truthDrawnFromAMixture_findsItsWeights() {
        // given
        double[] shares = {0.6, 0.3, 0.1};
        Made made = new Made(11);
        double[][] likelihoods = new double[20_000][];
        for (int picture = 0; picture < likelihoods.length; picture++) {
            double[][] parts = {made.probabilities(), made.probabilities(), made.probabilities()};
            int truth = made.draw(parts[made.draw(shares)]);
            likelihoods[picture] =
                    Arrays.stream(parts).mapToDouble(part -> part[truth]).toArray();
        }

        // when
        double[] weights = new MixtureWeights(likelihoods, FLOOR).fit();

        // then
        for (int part = 0; part < shares.length; part++) {
            assertEquals(shares[part], weights[part], 0.03, Arrays.toString(weights));
        }
    }

    @Test
    void fit_partThatIsNeverAsGood_hasTheFloor() {
        // given
        double[][] likelihoods = {{0.5, 0.1}, {0.9, 0.8}, {0.2, 0.1}};

        // when
        double[] weights = new MixtureWeights(likelihoods, FLOOR).fit();

        // then: the mean weight is a half
        assertEquals(0.05, weights[1], 1e-6);
        assertEquals(0.95, weights[0], 1e-6);
    }
}
