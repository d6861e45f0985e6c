package dev.chorus.variant.internal.picture.jpeg;

import java.util.List;

/**
 * Turns the samples of pictures at their full size into red, green and blue, to the bit as libjpeg-turbo does by default: colors at half
 * the size are mixed from the two nearest samples each way, three parts of the nearer and one of the other.
 */
final class SmoothColors {

    private static final int BITS = 16;
    private static final int HALF = 1 << BITS - 1;
    private static final int MIDDLE = 128;

    /** Narrower planes are repeated, as libjpeg does. */
    private static final int NARROW = 2;

    private static final int[] RED = new int[256];
    private static final int[] GREEN_OF_BLUE = new int[256];
    private static final int[] GREEN_OF_RED = new int[256];
    private static final int[] BLUE = new int[256];

    static {
        for (int value = 0; value < 256; value++) {
            RED[value] = (fixed(1.402) * (value - MIDDLE) + HALF) >> BITS;
            BLUE[value] = (fixed(1.772) * (value - MIDDLE) + HALF) >> BITS;
            GREEN_OF_BLUE[value] = -fixed(0.34414) * (value - MIDDLE) + HALF;
            GREEN_OF_RED[value] = -fixed(0.71414) * (value - MIDDLE);
        }
    }

    private final byte[] samples;
    private final int stride;
    private final int width;
    private final int height;
    private final boolean halvedAcross;
    private final boolean halvedDown;

    /** Mixed from rows: four times each sample, or once it if rows are not halved. */
    private final int[] column;

    /** By place in the upsampled row. */
    private final byte[] row;

    private SmoothColors(Component plane, Component luma, int width, int height) {
        samples = plane.samples();
        stride = plane.stride();
        boolean isHalvedAcross = plane.unitAcross() < luma.unitAcross();
        boolean isHalvedDown = plane.unitDown() < luma.unitDown();
        this.width = isHalvedAcross ? (width + 1) / 2 : width;
        this.height = isHalvedDown ? (height + 1) / 2 : height;
        halvedAcross = isHalvedAcross;
        halvedDown = isHalvedDown;
        column = new int[this.width];
        row = new byte[halvedAcross ? 2 * this.width : this.width];
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
    }

    static void write(List<Component> components, int width, int height, RowSink rows) {
        Component luma = components.get(0);
        SmoothColors blues = new SmoothColors(components.get(1), luma, width, height);
        SmoothColors reds = new SmoothColors(components.get(2), luma, width, height);
        byte[] bright = luma.samples();
        byte[] rgb = new byte[3 * width];
        for (int y = 0; y < height; y++) {
            blues.upsample(y);
            reds.upsample(y);
            convert(bright, y * luma.stride(), blues.row, reds.row, rgb);
            rows.put(rgb);
        }
    }

    private static void convert(byte[] bright, int from, byte[] blues, byte[] reds, byte[] rgb) {
        for (int x = 0, to = 0; to < rgb.length; x++, to += 3) {
            int brightness = bright[from + x] & 0xFF;
            int blue = blues[x] & 0xFF;
            int red = reds[x] & 0xFF;
            rgb[to] = clamped(brightness + RED[red]);
            rgb[to + 1] = clamped(brightness + (GREEN_OF_BLUE[blue] + GREEN_OF_RED[red] >> BITS));
            rgb[to + 2] = clamped(brightness + BLUE[blue]);
        }
    }

    private static byte clamped(int sample) {
        return (byte) (sample < 0 ? 0 : sample > 255 ? 255 : sample);
    }

    /** Makes {@link #row} for a row of the picture. */
    private void upsample(int y) {
        if (!halvedAcross && !halvedDown) {
            System.arraycopy(samples, y * stride, row, 0, width);
        } else if (!halvedDown) {
            across(y);
        } else if (halvedAcross && width <= NARROW) {
            repeat(y / 2);
        } else {
            int near = y / 2;
            int other = Math.max(0, Math.min(height - 1, near + (y % 2 == 0 ? -1 : 1)));
            if (halvedAcross) {
                both(near * stride, other * stride);
            } else {
                down(near * stride, other * stride, y % 2 == 0 ? 1 : 2);
            }
        }
    }

    private void repeat(int y) {
        for (int x = 0; x < width; x++) {
            row[2 * x] = samples[y * stride + x];
            row[2 * x + 1] = samples[y * stride + x];
        }
    }

    private void down(int near, int other, int rounding) {
        for (int x = 0; x < width; x++) {
            row[x] = (byte) (3 * (samples[near + x] & 0xFF) + (samples[other + x] & 0xFF) + rounding >> 2);
        }
    }

    private void across(int y) {
        if (width <= NARROW) {
            repeat(y);
            return;
        }
        for (int x = 0; x < width; x++) {
            column[x] = samples[y * stride + x] & 0xFF;
        }
        mix(1, 2, 2);
        row[0] = (byte) column[0];
        row[2 * width - 1] = (byte) column[width - 1];
    }

    private void both(int near, int other) {
        for (int x = 0; x < width; x++) {
            column[x] = 3 * (samples[near + x] & 0xFF) + (samples[other + x] & 0xFF);
        }
        mix(8, 7, 4);
        row[0] = (byte) (4 * column[0] + 8 >> 4);
        row[2 * width - 1] = (byte) (4 * column[width - 1] + 7 >> 4);
    }

    /** All but the outermost. */
    private void mix(int roundingLeft, int roundingRight, int shift) {
        int present = column[0];
        for (int x = 0; x + 1 < width; x++) {
            int next = column[x + 1];
            row[2 * x + 1] = (byte) (3 * present + next + roundingRight >> shift);
            row[2 * x + 2] = (byte) (3 * next + present + roundingLeft >> shift);
            present = next;
        }
    }
}
