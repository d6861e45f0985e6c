package dev.chorus.inference.api;

import dev.chorus.core.family.Framing;
import dev.chorus.inference.internal.PixelScaler;
import dev.chorus.inference.internal.Scalers;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes squares of pictures of one size, interleaved 8-bit RGB, as a {@link Framing} says. For one thread at a time.
 *
 * <p>{@link Framing#WHOLE} gives the bytes of ONNX Runtime's {@code Resize(mode=linear, coordinate_transformation_mode=half_pixel)} on
 * uint8. With smoothing the bytes are those of Pillow's {@code Image.resize}.
 */
public final class Resizer {

    private final int sourceWidth;
    private final int sourceHeight;
    private final int side;
    private final byte padding;
    private final boolean padded;
    private final PixelScaler scaler;

    /** The whole picture, stretched without smoothing; all lengths in pixels, at least 1. */
    public Resizer(int sourceWidth, int sourceHeight, int side) {
        this(sourceWidth, sourceHeight, side, Framing.WHOLE);
    }

    /** As a framing says; all lengths in pixels, at least 1. */
    public Resizer(int sourceWidth, int sourceHeight, int side, Framing framing) {
        this.sourceWidth = sourceWidth;
        this.sourceHeight = sourceHeight;
        this.side = side;
        this.padding = (byte) framing.padding();
        this.padded = framing.resize() == Framing.Resize.LETTERBOX;
        this.scaler = Scalers.of(sourceWidth, sourceHeight, side, framing);
    }

    /** Whether it takes pictures of that size. */
    public boolean takes(int width, int height) {
        return width == sourceWidth && height == sourceHeight;
    }

    /**
     * Resizes a picture.
     *
     * @param source shape {@code [sourceHeight, sourceWidth, 3]}, from index 0, whatever the position
     * @param target gets shape {@code [side, side, 3]}
     */
    public void resize(ByteBuffer source, byte[] target) {
        if (padded) {
            Arrays.fill(target, padding);
        }
        scaler.scale(source, target);
    }

    /**
     * Resizes a picture on the heap.
     *
     * @param source shape {@code [sourceHeight, sourceWidth, 3]}
     * @return shape {@code [side, side, 3]}
     */
    public byte[] resize(byte[] source) {
        byte[] target = new byte[side * side * PixelScaler.CHANNELS];
        resize(ByteBuffer.wrap(source), target);
        return target;
    }
}
