package dev.chorus.tools.quantizer.graph;

/**
 * How unsigned bytes stand for real numbers: {@code real = scale * (byte - zeroPoint)}. The number 0 is always exact, since it is
 * what convolutions pad with and where a Relu cuts.
 *
 * @param scale the step from one byte to the next, above 0
 * @param zeroPoint the byte that stands for 0, within 0..255
 */
record ByteScale(float scale, int zeroPoint) {

    private static final int LARGEST_BYTE = 255;
    private static final int PERCENT = 100;

    /** Narrower ranges were never the best on any of our networks. */
    private static final int NARROWEST_PERCENT = 20;

    /**
     * The finest scale that reaches from one number to another.
     *
     * @param low at most 0
     * @param high at least 0
     */
    static ByteScale covering(double low, double high) {
        float scale = (float) ((high - low) / LARGEST_BYTE);
        return scale < Float.MIN_NORMAL ? new ByteScale(1, 0) : new ByteScale(scale, (int) Math.round(-low / scale));
    }

    /**
     * The scale with the least squared error over the numbers of a histogram: rare large numbers may be cut off where that makes
     * the steps between all the others finer.
     */
    static ByteScale fitting(Histogram histogram) {
        ByteScale best = covering(histogram.low(), histogram.high());
        double least = best.squaredError(histogram);
        for (int percent = NARROWEST_PERCENT; percent < PERCENT; percent++) {
            double share = (double) percent / PERCENT;
            ByteScale narrower = covering(share * histogram.low(), share * histogram.high());
            double error = narrower.squaredError(histogram);
            if (error < least) {
                best = narrower;
                least = error;
            }
        }
        return best;
    }

    private double squaredError(Histogram histogram) {
        return histogram.sum(number -> {
            double error = real(byteOf(number)) - number;
            return error * error;
        });
    }

    /** The byte that stands for the nearest number there is one for. */
    int byteOf(double number) {
        return (int) Math.max(0, Math.min(LARGEST_BYTE, Math.rint(number / scale) + zeroPoint));
    }

    /** The number that a byte stands for. */
    double real(int unsignedByte) {
        return (double) scale * (unsignedByte - zeroPoint);
    }
}
