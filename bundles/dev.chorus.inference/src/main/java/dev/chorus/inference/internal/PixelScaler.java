package dev.chorus.inference.internal;

import java.nio.ByteBuffer;

/** Scales pictures of one size, interleaved 8-bit RGB, into a part of a square. For one thread at a time. */
public interface PixelScaler {

    /** Samples of a pixel. */
    int CHANNELS = 3;

    /**
     * Scales a picture.
     *
     * @param source the picture, shape {@code [height, width, 3]}, from index 0, whatever the position
     * @param target the square, shape {@code [side, side, 3]}; what lies beside the part is left as it is
     */
    void scale(ByteBuffer source, byte[] target);
}
