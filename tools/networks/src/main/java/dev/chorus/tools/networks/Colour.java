package dev.chorus.tools.networks;

/**
 * What a variant makes of a pixel's colour before its first convolution: a 3x3 matrix, which is folded into that convolution
 * when the network is written, so gateways need not know of it. Variants that look at colours in different ways err in
 * different ways.
 */
public enum Colour {
    /** Red, green and blue as they come. */
    RGB(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
    /** Brightness, red against green, yellow against blue; the differences amplified, since they vary less. */
    OPPONENT(new float[][] {{0.33f, 0.33f, 0.33f}, {1.5f, -1.5f, 0}, {0.75f, 0.75f, -1.5f}}),
    /** Brightness alone, three times: shapes and textures must do. */
    GREY(new float[][] {{0.299f, 0.587f, 0.114f}, {0.299f, 0.587f, 0.114f}, {0.299f, 0.587f, 0.114f}});

    private static final int CHANNELS = 3;

    private final float[][] matrix;

    Colour(float[][] matrix) {
        this.matrix = matrix;
    }

    /** How much of an input channel (red, green, blue) goes into an output channel. */
    public float share(int out, int in) {
        return matrix[out][in];
    }

    /**
     * Weights that compute from red, green and blue what the given ones compute from this. Zeros around a picture stay
     * zeros under a matrix, so padding changes nothing.
     *
     * @param weights of a convolution from three channels, shape {@code [out, 3, kernel, kernel]}
     * @return of the same shape
     */
    public float[] folded(float[] weights, int kernel) {
        int area = kernel * kernel;
        float[] folded = new float[weights.length];
        for (int at = 0; at < weights.length; at++) {
            int filter = at / (CHANNELS * area);
            int in = at / area % CHANNELS;
            double sum = 0;
            for (int out = 0; out < CHANNELS; out++) {
                sum += (double) weights[(filter * CHANNELS + out) * area + at % area] * matrix[out][in];
            }
            folded[at] = (float) sum;
        }
        return folded;
    }
}
