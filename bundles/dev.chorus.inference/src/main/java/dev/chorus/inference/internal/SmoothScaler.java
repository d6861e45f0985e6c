package dev.chorus.inference.internal;

import dev.chorus.core.family.Framing.Smoothing;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Scales with antialiasing, to the bytes of Pillow's {@code Image.resize} with its filters {@code BILINEAR} and {@code BICUBIC}:
 * rows first, rounded to bytes, then columns.
 *
 * <p>Keeps as many scaled rows as one row of the square is mixed from, so memory does not depend on the picture's height.
 */
final class SmoothScaler implements PixelScaler {

    private static final int NONE = -1;

    private final AxisWindow horizontal;
    private final AxisWindow vertical;
    private final int side;
    private final Kernel across;
    private final Kernel down;
    private final byte[][] rows;
    private final int[] rowNumbers;

    SmoothScaler(AxisWindow horizontal, AxisWindow vertical, int side, Smoothing smoothing) {
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.side = side;
        this.across = Kernel.of(horizontal, smoothing);
        this.down = Kernel.of(vertical, smoothing);
        this.rows = new byte[down.mostTaps()][horizontal.length() * CHANNELS];
        this.rowNumbers = new int[rows.length];
    }

    @Override
    public void scale(ByteBuffer source, byte[] target) {
        Arrays.fill(rowNumbers, NONE);
        int length = horizontal.length() * CHANNELS;
        int[] sums = new int[length];
        for (int y = 0; y < vertical.length(); y++) {
            Arrays.fill(sums, Kernel.HALF);
            int[] weights = down.weights(y);
            for (int tap = 0; tap < weights.length; tap++) {
                byte[] row = scaledRow(source, down.source(y, tap));
                int weight = weights[tap];
                for (int at = 0; at < length; at++) {
                    sums[at] += weight * (row[at] & 0xFF);
                }
            }
            int to = ((vertical.into() + y) * side + horizontal.into()) * CHANNELS;
            for (int at = 0; at < length; at++) {
                target[to + at] = Kernel.sample(sums[at]);
            }
        }
    }

    private byte[] scaledRow(ByteBuffer source, int number) {
        int slot = number % rows.length;
        byte[] row = rows[slot];
        if (rowNumbers[slot] != number) {
            scaleRow(source, number * horizontal.source() * CHANNELS, row);
            rowNumbers[slot] = number;
        }
        return row;
    }

    private void scaleRow(ByteBuffer source, int begin, byte[] row) {
        for (int x = 0; x < horizontal.length(); x++) {
            int[] weights = across.weights(x);
            int red = Kernel.HALF;
            int green = Kernel.HALF;
            int blue = Kernel.HALF;
            for (int tap = 0; tap < weights.length; tap++) {
                int from = begin + across.source(x, tap) * CHANNELS;
                int weight = weights[tap];
                red += weight * (source.get(from) & 0xFF);
                green += weight * (source.get(from + 1) & 0xFF);
                blue += weight * (source.get(from + 2) & 0xFF);
            }
            int at = x * CHANNELS;
            row[at] = Kernel.sample(red);
            row[at + 1] = Kernel.sample(green);
            row[at + 2] = Kernel.sample(blue);
        }
    }
}
