package dev.chorus.inference.internal;

import dev.chorus.core.family.Framing.Smoothing;

/**
 * The weights along one axis: for each target position those of the source positions that it is mixed from, in fixed point of 22
 * bits, which add up to about 1. Immutable.
 *
 * <p>The filter widens by the factor that the axis shrinks by. Source positions around {@code (t + 0.5) * n / m} within the
 * filter's support count, those outside of the picture do not.
 */
final class Kernel {

    /** What sums begin with, so that they are rounded to the nearest. */
    static final int HALF = 1 << 21;

    private static final int BITS = 22;

    /**
     * The most source positions that one target position is mixed from. An axis that shrinks more than about a thousandfold is
     * sampled in steps: weights and rows of a picture of 1 x 16 million pixels would need hundreds of megabytes.
     */
    private static final int MAX_TAPS = 2048;

    private final int[] first;
    private final int[] step;
    private final int[][] weights;

    private Kernel(int length) {
        first = new int[length];
        step = new int[length];
        weights = new int[length][];
    }

    /** @param smoothing other than {@link Smoothing#NONE} */
    static Kernel of(AxisWindow window, Smoothing smoothing) {
        Kernel kernel = new Kernel(window.length());
        double scale = (double) window.source() / window.scaled();
        double width = Math.max(1, scale);
        double support = width * (smoothing == Smoothing.BICUBIC ? 2 : 1);
        for (int at = 0; at < window.length(); at++) {
            double center = (window.from() + at + 0.5) * scale;
            int first = Math.max(0, (int) (center - support + 0.5));
            int end = Math.min(window.source(), (int) (center + support + 0.5));
            int step = (end - first + MAX_TAPS - 1) / MAX_TAPS;
            kernel.first[at] = first;
            kernel.step[at] = step;
            kernel.weights[at] = weights(smoothing, (end - first + step - 1) / step, tap -> {
                return (first + (double) tap * step - center + 0.5) / width;
            });
        }
        return kernel;
    }

    /** The distance of a source position from the center, in widths. */
    @FunctionalInterface
    private interface Distance {
        double of(int tap);
    }

    private static int[] weights(Smoothing smoothing, int taps, Distance distance) {
        double[] exact = new double[taps];
        double sum = 0;
        for (int tap = 0; tap < taps; tap++) {
            exact[tap] = smoothing == Smoothing.BICUBIC ? cubic(distance.of(tap)) : triangle(distance.of(tap));
            sum += exact[tap];
        }
        int[] fixed = new int[taps];
        for (int tap = 0; tap < taps; tap++) {
            double share = exact[tap] / sum * (1 << BITS);
            fixed[tap] = (int) (share < 0 ? share - 0.5 : share + 0.5);
        }
        return fixed;
    }

    private static double triangle(double distance) {
        return Math.max(0, 1 - Math.abs(distance));
    }

    /** Keys' cubic convolution with a = -0.5. */
    private static double cubic(double distance) {
        double x = Math.abs(distance);
        if (x < 1) {
            return (1.5 * x - 2.5) * x * x + 1;
        }
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }

    /** The weights of a target position; not to be changed. */
    int[] weights(int target) {
        return weights[target];
    }

    /** The source position of a weight. */
    int source(int target, int tap) {
        return first[target] + tap * step[target];
    }

    /** The most weights that a target position has. */
    int mostTaps() {
        int most = 1;
        for (int[] some : weights) {
            most = Math.max(most, some.length);
        }
        return most;
    }

    /** A sum in fixed point as a sample; what a cubic filter has below 0 and above 255 is cut off. */
    static byte sample(int sum) {
        return (byte) Math.max(0, Math.min(0xFF, sum >> BITS));
    }
}
