package dev.chorus.variant.internal.picture.jpeg;

/**
 * The tables that hold when the first scan of a file begins. A table is made only when it is asked for: a file may define any number
 * of them. For one thread.
 */
final class JpegTables {

    private static final int COEFFICIENTS = 64;
    private static final int LENGTHS = 16;
    private static final int MOST_SYMBOLS = 256;
    private static final int TABLES = 4;

    private final byte[] file;
    private int at;

    /** By number; null where there is none. */
    private final int[][] steps = new int[TABLES][];

    /** By number, those for first coefficients before the others: where a table begins in the file; 0 without one. */
    private final int[] huffman = new int[2 * TABLES];

    private int restartInterval;

    /** @throws DamagedJpegException if a segment is too short for what it has */
    JpegTables(JpegSegments segments) throws DamagedJpegException {
        file = segments.file();
        for (Segment segment : segments.needed()) {
            at = segment.from();
            switch (segment.marker()) {
                case Marker.QUANTIZATION_TABLES -> quantizationTables(segment.to());
                case Marker.HUFFMAN_TABLES -> huffmanTables(segment.to());
                case Marker.RESTART_INTERVAL -> restartInterval = two(segment.to());
                default -> {}
            }
        }
    }

    private int one(int end) throws DamagedJpegException {
        if (at >= end) {
            throw new DamagedJpegException("a segment is too short");
        }
        return file[at++] & 0xFF;
    }

    private int two(int end) throws DamagedJpegException {
        return one(end) << 8 | one(end);
    }

    private void quantizationTables(int end) throws DamagedJpegException {
        while (at < end) {
            int which = one(end);
            int[] table = new int[COEFFICIENTS];
            for (int number = 0; number < COEFFICIENTS; number++) {
                table[number] = which >> 4 == 0 ? one(end) : two(end);
            }
            steps[which & TABLES - 1] = table;
        }
    }

    private void huffmanTables(int end) throws DamagedJpegException {
        while (at < end) {
            int which = one(end);
            huffman[(which >> 4 == 0 ? 0 : TABLES) + (which & TABLES - 1)] = at;
            int total = 0;
            for (int length = 0; length < LENGTHS; length++) {
                total += one(end);
            }
            if (total > MOST_SYMBOLS || at + total > end) {
                throw new DamagedJpegException("a Huffman table of " + total + " codes");
            }
            at += total;
        }
    }

    /** What coefficients are multiplied with, 64, in the order of the file. */
    int[] steps(int number) throws DamagedJpegException {
        return present(number < TABLES ? steps[number] : null);
    }

    /** The table for first coefficients. */
    HuffmanTable dc(int number) throws DamagedJpegException {
        int from = huffman[number & TABLES - 1];
        return present(from > 0 ? huffmanTable(from) : StandardTables.dc(number & TABLES - 1));
    }

    /** The table for the other coefficients. */
    HuffmanTable ac(int number) throws DamagedJpegException {
        int from = huffman[TABLES + (number & TABLES - 1)];
        return present(from > 0 ? huffmanTable(from) : StandardTables.ac(number & TABLES - 1));
    }

    private HuffmanTable huffmanTable(int from) throws DamagedJpegException {
        int[] counts = new int[LENGTHS];
        int total = 0;
        for (int length = 0; length < LENGTHS; length++) {
            counts[length] = file[from + length] & 0xFF;
            total += counts[length];
        }
        byte[] symbols = new byte[total];
        System.arraycopy(file, from + LENGTHS, symbols, 0, total);
        return new HuffmanTable(counts, symbols);
    }

    private static <T> T present(T table) throws DamagedJpegException {
        if (table == null) {
            throw new DamagedJpegException("a table is missing");
        }
        return table;
    }

    /** After how many units a restart marker stands; 0: there is none. */
    int restartInterval() {
        return restartInterval;
    }
}
