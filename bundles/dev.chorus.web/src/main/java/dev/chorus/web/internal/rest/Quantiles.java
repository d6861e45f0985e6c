package dev.chorus.web.internal.rest;

/** Quantiles of a few numbers. */
final class Quantiles {

    private Quantiles() {}

    /**
     * The smallest value that such a share of all does not exceed.
     *
     * @param sorted in ascending order
     * @return 0 of none
     */
    static double of(double[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[Math.max(0, Math.min(sorted.length, (int) Math.ceil(share * sorted.length)) - 1)];
    }
}
