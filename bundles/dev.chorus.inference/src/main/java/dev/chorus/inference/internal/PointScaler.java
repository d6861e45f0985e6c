package dev.chorus.inference.internal;

import java.nio.ByteBuffer;

/**
 * Bilinear without antialiasing, pixel centers at halves: what ONNX Runtime computes for
 * {@code Resize(mode=linear, coordinate_transformation_mode=half_pixel)} on uint8, its ten bits of fixed point included.
 *
 * <p>For target position {@code t} along an axis of {@code n} source and {@code m} scaled pixels the source position is
 * {@code (t + 0.5) * n / m - 0.5}, kept within {@code 0..n-1}; the two pixels around it are mixed by their distances, results are
 * rounded down. Immutable.
 */
final class PointScaler implements PixelScaler {

    private static final int BITS = 10;
    private static final int ONE = 1 << BITS;

    private final int sourceWidth;
    private final int side;
    private final AxisWindow horizontal;
    private final AxisWindow vertical;
    private final Axis across;
    private final Axis down;

    PointScaler(AxisWindow horizontal, AxisWindow vertical, int side) {
        this.sourceWidth = horizontal.source();
        this.side = side;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.across = Axis.of(horizontal);
        this.down = Axis.of(vertical);
    }

    @Override
    public void scale(ByteBuffer source, byte[] target) {
        int width = horizontal.length();
        for (int y = 0; y < vertical.length(); y++) {
            int at = ((vertical.into() + y) * side + horizontal.into()) * CHANNELS;
            int top = down.low[y] * sourceWidth;
            int bottom = down.high[y] * sourceWidth;
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    int mixed = down.lowShare[y] * mixed(source, top, x, channel)
                            + down.highShare[y] * mixed(source, bottom, x, channel);
                    target[at++] = (byte) (mixed >> 2 * BITS);
                }
            }
        }
    }

    private int mixed(ByteBuffer source, int row, int x, int channel) {
        int left = source.get((row + across.low[x]) * CHANNELS + channel) & 0xFF;
        int right = source.get((row + across.high[x]) * CHANNELS + channel) & 0xFF;
        return across.lowShare[x] * left + across.highShare[x] * right;
    }

    /** For each target position the two source positions around it and their shares in fixed point. */
    private record Axis(int[] low, int[] high, int[] lowShare, int[] highShare) {

        static Axis of(AxisWindow window) {
            int length = window.length();
            int source = window.source();
            Axis axis = new Axis(new int[length], new int[length], new int[length], new int[length]);
            float scale = (float) window.scaled() / source;
            for (int at = 0; at < length; at++) {
                float center = Math.max(0, Math.min(source - 1, (window.from() + at + 0.5f) / scale - 0.5f));
                int low = (int) center;
                axis.low[at] = low;
                axis.high[at] = Math.min(low + 1, source - 1);
                axis.highShare[at] = (int) (center * ONE) - low * ONE;
                axis.lowShare[at] = ONE - axis.highShare[at];
            }
            return axis;
        }
    }
}
