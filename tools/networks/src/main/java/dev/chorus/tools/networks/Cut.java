package dev.chorus.tools.networks;

/**
 * A place where a network can be cut in two for two devices (model parallelism), and what then crosses between them.
 *
 * @param after what the first device computes last, such as {@code convolution 7} (from 1), {@code pooling} or
 *     {@code picture}
 * @param values how many numbers cross: the feature maps, and inside a residual also what went into it
 */
public record Cut(String after, long values) {

    /**
     * How many bytes cross.
     *
     * @param bytesPerValue 4 for floats, 1 for INT8
     */
    public long bytes(int bytesPerValue) {
        return values * bytesPerValue;
    }
}
