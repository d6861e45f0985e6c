package dev.chorus.inference.api;

import java.nio.ByteBuffer;

/**
 * Bilinear resizing of interleaved 8-bit RGB without antialiasing, pixel centres at halves: what ONNX Runtime computes for
 * {@code Resize(mode=linear, coordinate_transformation_mode=half_pixel)} on uint8, its ten bits of fixed point included.
 *
 * <p>For target position {@code t} along an axis of {@code n} source and {@code m} target pixels the source position is
 * {@code (t + 0.5) * n / m - 0.5}, kept within {@code 0..n-1}; the two pixels around it are mixed by their distances, results are
 * rounded down. Immutable.
 */
public final class Resizer {

    private static final int BITS = 10;
    private static final int ONE = 1 << BITS;
    private static final int CHANNELS = 3;

    private final int sourceWidth;
    private final int sourceHeight;
    private final Axis across;
    private final Axis down;

    /** From pictures of one size to squares; all lengths in pixels, at least 1. */
    public Resizer(int sourceWidth, int sourceHeight, int side) {
        this.sourceWidth = sourceWidth;
        this.sourceHeight = sourceHeight;
        this.across = Axis.of(sourceWidth, side);
        this.down = Axis.of(sourceHeight, side);
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
        int side = across.low.length;
        int at = 0;
        for (int y = 0; y < side; y++) {
            int top = down.low[y] * sourceWidth;
            int bottom = down.high[y] * sourceWidth;
            for (int x = 0; x < side; x++) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    int mixed = down.lowShare[y] * mixed(source, top, x, channel)
                            + down.highShare[y] * mixed(source, bottom, x, channel);
                    target[at++] = (byte) (mixed >> 2 * BITS);
                }
            }
        }
    }

    /**
     * Resizes a picture on the heap.
     *
     * @param source shape {@code [sourceHeight, sourceWidth, 3]}
     * @return shape {@code [side, side, 3]}
     */
    public byte[] resize(byte[] source) {
        byte[] target = new byte[across.low.length * down.low.length * CHANNELS];
        resize(ByteBuffer.wrap(source), target);
        return target;
    }

    private int mixed(ByteBuffer source, int row, int x, int channel) {
        int left = source.get((row + across.low[x]) * CHANNELS + channel) & 0xFF;
        int right = source.get((row + across.high[x]) * CHANNELS + channel) & 0xFF;
        return across.lowShare[x] * left + across.highShare[x] * right;
    }

    /** For each target position the two source positions around it and their shares in fixed point. */
    private record Axis(int[] low, int[] high, int[] lowShare, int[] highShare) {

        static Axis of(int source, int target) {
            Axis axis = new Axis(new int[target], new int[target], new int[target], new int[target]);
            float scale = (float) target / source;
            for (int at = 0; at < target; at++) {
                float centre = Math.max(0, Math.min(source - 1, (at + 0.5f) / scale - 0.5f));
                int low = (int) centre;
                axis.low[at] = low;
                axis.high[at] = Math.min(low + 1, source - 1);
                axis.highShare[at] = (int) (centre * ONE) - low * ONE;
                axis.lowShare[at] = ONE - axis.highShare[at];
            }
            return axis;
        }
    }
}
