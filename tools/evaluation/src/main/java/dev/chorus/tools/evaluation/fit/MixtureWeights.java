package dev.chorus.tools.evaluation.fit;

import java.util.Arrays;

/**
 * Weights of a mixture by expectation maximisation (Dempster, Laird, Rubin 1977): those under which the truth is likeliest, when
 * what the parts say is given. The likelihood never falls from one step to the next, and it is concave, so there is one best.
 *
 * <p>No weight falls below a floor. The floor is built into the parts: each is mixed beforehand with its share of all of them,
 * so that a free share of zero is a weight of the floor, and a step is still one of expectation maximisation.
 */
final class MixtureWeights {

    private static final int MAX_STEPS = 10_000;

    /** Ends when a step gains less than this of a mean log likelihood. */
    private static final double ENOUGH = 1e-10;

    private final double[][] likelihoods;
    private final double floor;

    /**
     * @param likelihoods what each part gives the truth, shape {@code [pictures][parts]}, all above 0; at least one picture
     * @param floorOfMean the least weight as a share of the mean weight, 0 to 1
     */
    MixtureWeights(double[][] likelihoods, double floorOfMean) {
        int parts = likelihoods[0].length;
        this.floor = floorOfMean / parts;
        this.likelihoods = Arrays.stream(likelihoods)
                .map(row -> {
                    double mean = floorOfMean * Arrays.stream(row).average().orElseThrow();
                    return Arrays.stream(row)
                            .map(one -> (1 - floorOfMean) * one + mean)
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    /** The best weights, together 1. */
    double[] fit() {
        int parts = likelihoods[0].length;
        double[] shares = new double[parts];
        Arrays.fill(shares, 1.0 / parts);
        double before = Double.NEGATIVE_INFINITY;
        double now = logLikelihood(shares);
        for (int step = 0; step < MAX_STEPS && now - before > ENOUGH; step++) {
            shares = step(shares);
            before = now;
            now = logLikelihood(shares);
        }
        return weights(shares);
    }

    /** One step: each part's new share is the mean of its share in what the truth was given. */
    double[] step(double[] shares) {
        double[] next = new double[shares.length];
        for (double[] row : likelihoods) {
            double mixed = mixed(row, shares);
            for (int part = 0; part < next.length; part++) {
                next[part] += shares[part] * row[part] / mixed / likelihoods.length;
            }
        }
        return next;
    }

    /** The mean logarithm of what the mixture gives the truth. */
    double logLikelihood(double[] shares) {
        return Arrays.stream(likelihoods)
                .mapToDouble(row -> Math.log(mixed(row, shares)))
                .average()
                .orElseThrow();
    }

    private double[] weights(double[] shares) {
        double free = 1 - floor * shares.length;
        return Arrays.stream(shares).map(share -> floor + free * share).toArray();
    }

    private static double mixed(double[] row, double[] shares) {
        double sum = 0;
        for (int part = 0; part < shares.length; part++) {
            sum += shares[part] * row[part];
        }
        return sum;
    }
}
