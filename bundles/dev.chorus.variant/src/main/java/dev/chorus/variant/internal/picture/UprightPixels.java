package dev.chorus.variant.internal.picture;

import dev.chorus.inference.api.Picture;
import java.nio.ByteBuffer;

/**
 * Takes the rows of a file and puts their pixels where they belong in the upright picture, so that no copy has to be turned afterwards.
 * For one picture and one thread.
 */
final class UprightPixels {

    private static final int RGB = 3;

    /** Rows that become columns are written several at a time: each alone would touch all lines of the memory. */
    private static final int TOGETHER = 16;

    private final ByteBuffer rgb;
    private final Orientation orientation;
    private final int width;
    private final int height;
    private final byte[] waiting;
    private int rows;

    /**
     * Without any row.
     *
     * @param width of the file in pixels
     * @param height of the file in pixels
     */
    UprightPixels(PixelBuffer buffer, Orientation orientation, int width, int height) {
        this.rgb = buffer.ofSize(Math.multiplyExact(width * height, RGB));
        this.orientation = orientation;
        this.width = width;
        this.height = height;
        this.waiting = new byte[orientation.swaps() ? TOGETHER * width * RGB : 0];
    }

    /** Whether a file of that size fits. */
    boolean takes(int fileWidth, int fileHeight) {
        return fileWidth == width && fileHeight == height;
    }

    /**
     * Takes the next row of the file, from the top.
     *
     * @param row red, green and blue of each pixel; not kept, may be changed
     */
    void put(byte[] row) {
        if (orientation.swaps()) {
            System.arraycopy(row, 0, waiting, rows % TOGETHER * width * RGB, width * RGB);
        } else {
            if (orientation.fromRight()) {
                mirror(row);
            }
            int y = orientation.fromBottom() ? height - 1 - rows : rows;
            rgb.put(y * width * RGB, row, 0, width * RGB);
        }
        rows++;
        if (orientation.swaps() && (rows % TOGETHER == 0 || rows == height)) {
            putColumns();
        }
    }

    private static void mirror(byte[] row) {
        for (int left = 0, right = row.length - RGB; left < right; left += RGB, right -= RGB) {
            for (int channel = 0; channel < RGB; channel++) {
                byte swapped = row[left + channel];
                row[left + channel] = row[right + channel];
                row[right + channel] = swapped;
            }
        }
    }

    /** The rows that wait are columns side by side. */
    private void putColumns() {
        int count = (rows - 1) % TOGETHER + 1;
        int first = rows - count;
        byte[] piece = new byte[count * RGB];
        int left = orientation.fromRight() ? height - rows : first;
        for (int x = 0; x < width; x++) {
            for (int number = 0; number < count; number++) {
                int from = ((orientation.fromRight() ? count - 1 - number : number) * width + x) * RGB;
                piece[number * RGB] = waiting[from];
                piece[number * RGB + 1] = waiting[from + 1];
                piece[number * RGB + 2] = waiting[from + 2];
            }
            int y = orientation.fromBottom() ? width - 1 - x : x;
            rgb.put((y * height + left) * RGB, piece);
        }
    }

    /** Forgets the rows that were taken. */
    void clear() {
        rows = 0;
    }

    /** The upright picture, once all rows are there. */
    Picture picture() {
        return orientation.swaps() ? new Picture(height, width, rgb) : new Picture(width, height, rgb);
    }
}
