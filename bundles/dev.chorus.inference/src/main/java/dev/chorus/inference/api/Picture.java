package dev.chorus.inference.api;

import java.nio.ByteBuffer;

/**
 * Decoded pixels.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb direct, {@code height * width * 3} bytes from position 0 to the limit: rows from the top, pixels from the left,
 *     red green blue. Not copied: whoever decodes into one buffer again and again makes the picture void by it
 */
public record Picture(int width, int height, ByteBuffer rgb) {

    /** @throws IllegalArgumentException if the bytes are not as many as the pixels need, or not direct */
    public Picture {
        if (width < 1
                || height < 1
                || rgb.position() != 0
                || rgb.remaining() != 3L * width * height
                || !rgb.isDirect()) {
            throw new IllegalArgumentException(
                    "picture of " + width + " x " + height + " with " + rgb.remaining() + " bytes");
        }
    }

    /**
     * A picture from bytes on the heap.
     *
     * @param rgb shape {@code [height, width, 3]}; copied
     */
    public static Picture of(int width, int height, byte[] rgb) {
        return new Picture(
                width, height, ByteBuffer.allocateDirect(rgb.length).put(rgb).flip());
    }
}
