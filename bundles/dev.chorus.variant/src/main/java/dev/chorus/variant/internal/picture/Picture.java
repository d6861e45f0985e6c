package dev.chorus.variant.internal.picture;

import java.nio.ByteBuffer;

/**
 * Decoded pixels, as the graphs of our trainer take them.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb direct, {@code height * width * 3} bytes from position 0 to the limit: rows from the top, pixels from the left, red green
 *     blue. May belong to a {@link PixelBuffer}: then it is good until that is used again
 */
public record Picture(int width, int height, ByteBuffer rgb) {

    /** @throws IllegalArgumentException if the bytes are not as many as the pixels need, or not direct */
    public Picture {
        if (width < 1 || height < 1 || rgb.remaining() != 3L * width * height || !rgb.isDirect()) {
            throw new IllegalArgumentException(
                    "picture of " + width + " x " + height + " with " + rgb.remaining() + " bytes");
        }
    }
}
