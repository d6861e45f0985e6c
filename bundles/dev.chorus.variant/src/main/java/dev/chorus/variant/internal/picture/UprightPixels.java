package dev.chorus.variant.internal.picture;

import dev.chorus.inference.api.Picture;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes the rows of a file and puts their pixels where they belong in the upright picture, so that no copy has to be turned afterwards.
 * For one picture and one thread.
 */
final class UprightPixels {

    private static final int RGB = 3;

    /** Rows that become columns are written several at a time: each alone would touch all lines of the memory. */
    private static final int TOGETHER = 48;

    /** A pixel is copied with the byte behind it, which the next one overwrites. */
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ByteBuffer rgb;
    private final Orientation orientation;
    private final int width;
    private final int height;
    private final int rowBytes;

    /** Rows that become columns, or one that is mirrored; a byte longer than they are. Empty if rows stay as they are. */
    private final byte[] waiting;

    /** What is copied at once, and a byte more. */
    private final byte[] piece;

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
        this.rowBytes = width * RGB;
        boolean same = !orientation.swaps() && !orientation.fromRight();
        this.waiting = new byte[same ? 0 : (orientation.swaps() ? Math.min(TOGETHER, height) : 1) * rowBytes + 1];
        this.piece = new byte[same ? 0 : (orientation.swaps() ? TOGETHER * RGB : rowBytes) + 1];
    }

    /** Whether a file of that size fits. */
    boolean takes(int fileWidth, int fileHeight) {
        return fileWidth == width && fileHeight == height;
    }

    /**
     * Takes the next row of the file, from the top.
     *
     * @param row red, green and blue of each pixel; not kept
     */
    void put(byte[] row) {
        if (orientation.swaps()) {
            System.arraycopy(row, 0, waiting, rows % TOGETHER * rowBytes, rowBytes);
            rows++;
            if (rows % TOGETHER == 0 || rows == height) {
                putColumns();
            }
            return;
        }
        int y = orientation.fromBottom() ? height - 1 - rows : rows;
        if (orientation.fromRight()) {
            System.arraycopy(row, 0, waiting, 0, rowBytes);
            copyPixels(rowBytes - RGB, -RGB, width);
            rgb.put(y * rowBytes, piece, 0, rowBytes);
        } else {
            rgb.put(y * rowBytes, row, 0, rowBytes);
        }
        rows++;
    }

    /** Copies pixels that wait, some bytes from one to the next, to the piece. */
    private void copyPixels(int from, int step, int count) {
        byte[] source = waiting;
        byte[] target = piece;
        for (int to = 0, at = from; to < count * RGB; to += RGB, at += step) {
            FOUR_BYTES.set(target, to, (int) FOUR_BYTES.get(source, at));
        }
    }

    /** The rows that wait are columns side by side. */
    private void putColumns() {
        int count = (rows - 1) % TOGETHER + 1;
        int left = orientation.fromRight() ? height - rows : rows - count;
        int first = orientation.fromRight() ? (count - 1) * rowBytes : 0;
        int step = orientation.fromRight() ? -rowBytes : rowBytes;
        for (int x = 0; x < width; x++) {
            copyPixels(first + x * RGB, step, count);
            int y = orientation.fromBottom() ? width - 1 - x : x;
            rgb.put((y * height + left) * RGB, piece, 0, count * RGB);
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
