package dev.chorus.variant.internal.picture.jpeg;

import java.io.ByteArrayOutputStream;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * The Huffman tables that T.81 proposes (annex K.3). Frames of Motion JPEG leave tables out, and mean these. Immutable.
 */
final class StandardTables {

    /** By number: brightness, color. */
    private static final HuffmanTable[] DC = {of(JPEGHuffmanTable.StdDCLuminance), of(JPEGHuffmanTable.StdDCChrominance)
    };

    private static final HuffmanTable[] AC = {of(JPEGHuffmanTable.StdACLuminance), of(JPEGHuffmanTable.StdACChrominance)
    };

    private static final byte[] SEGMENTS = segments();

    private StandardTables() {}

    private static HuffmanTable of(JPEGHuffmanTable table) {
        int[] counts = new int[table.getLengths().length];
        for (int length = 0; length < counts.length; length++) {
            counts[length] = table.getLengths()[length];
        }
        try {
            return new HuffmanTable(counts, bytes(table.getValues()));
        } catch (DamagedJpegException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The table for first coefficients; null if there is none of that number. */
    static HuffmanTable dc(int number) {
        return number < DC.length ? DC[number] : null;
    }

    /** The table for the other coefficients; null if there is none of that number. */
    static HuffmanTable ac(int number) {
        return number < AC.length ? AC[number] : null;
    }

    /** The four as segments of a file; not to be changed. */
    static byte[] asSegments() {
        return SEGMENTS;
    }

    private static byte[] segments() {
        JPEGHuffmanTable[] tables = {
            JPEGHuffmanTable.StdDCLuminance,
            JPEGHuffmanTable.StdDCChrominance,
            JPEGHuffmanTable.StdACLuminance,
            JPEGHuffmanTable.StdACChrominance
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int number = 0; number < tables.length; number++) {
            byte[] counts = bytes(tables[number].getLengths());
            byte[] symbols = bytes(tables[number].getValues());
            int length = 3 + counts.length + symbols.length;
            out.write(Marker.PREFIX);
            out.write(Marker.HUFFMAN_TABLES);
            out.write(length >> 8);
            out.write(length);
            out.write(number / 2 << 4 | number % 2);
            out.writeBytes(counts);
            out.writeBytes(symbols);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(short[] numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) numbers[at];
        }
        return bytes;
    }
}
