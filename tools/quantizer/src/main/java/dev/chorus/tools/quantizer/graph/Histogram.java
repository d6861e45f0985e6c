package dev.chorus.tools.quantizer.graph;

import java.util.function.DoubleUnaryOperator;

/**
 * How often a value of a graph took which numbers, about: numbers are counted in bins of one width, which doubles as often as a
 * number demands it. At least 2,048 bins lie between 0 and the greatest magnitude, eight for each step of a byte.
 *
 * <p>Not safe for several threads.
 */
final class Histogram {

    private static final int BINS_A_SIDE = 4096;
    private static final double FINEST_WIDTH = 0x1p-40;

    private long[] counts = new long[2 * BINS_A_SIDE];
    private double width = FINEST_WIDTH;
    private float low;
    private float high;

    /**
     * Counts a number.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    void add(float number) {
        if (!Float.isFinite(number)) {
            throw new IllegalArgumentException(
                    "a value inside the model is " + number + ", allowed are finite numbers");
        }
        while (Math.abs((double) number) >= BINS_A_SIDE * width) {
            widen();
        }
        counts[BINS_A_SIDE + (int) Math.floor(number / width)]++;
        low = Math.min(low, number);
        high = Math.max(high, number);
    }

    private void widen() {
        long[] merged = new long[counts.length];
        for (int bin = 0; bin < counts.length; bin++) {
            merged[BINS_A_SIDE + Math.floorDiv(bin - BINS_A_SIDE, 2)] += counts[bin];
        }
        counts = merged;
        width *= 2;
    }

    /** The least number, 0 if there is none below. */
    float low() {
        return low;
    }

    /** The greatest number, 0 if there is none above. */
    float high() {
        return high;
    }

    /** The sum over all numbers of what a function makes of them, taking those of a bin for the middle of it. */
    double sum(DoubleUnaryOperator function) {
        double sum = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                sum += counts[bin] * function.applyAsDouble((bin - BINS_A_SIDE + 0.5) * width);
            }
        }
        return sum;
    }
}
