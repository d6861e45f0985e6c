package dev.chorus.variant.internal.picture.jpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands before the pixels of a JPEG file (T.81, annex B), if it is of the usual kind: baseline, 8 bits, gray or YCbCr, colours
 * at full size or halved across, down or both ways, all in one scan. Immutable.
 *
 * @param width in pixels, above 0
 * @param height in pixels, above 0
 * @param planes one, or three: Y, Cb, Cr
 * @param restartInterval after how many units a restart marker stands; 0: there is none
 * @param scanAt where in the file the scan begins
 */
record JpegHeader(int width, int height, List<Plane> planes, int restartInterval, int scanAt) {

    /**
     * One component.
     *
     * @param across samples for each unit, 1 or 2
     * @param down the same
     * @param steps of the coefficients, 64, in the order of the file
     */
    record Plane(int across, int down, int[] steps, HuffmanTable dc, HuffmanTable ac) {}

    /** The most blocks that a unit has across, which is what the first plane has. */
    int across() {
        return planes.get(0).across();
    }

    /** The same, down. */
    int down() {
        return planes.get(0).down();
    }

    /**
     * Reads a header.
     *
     * @throws UnusualJpegException if it is not of the usual kind
     */
    static JpegHeader of(byte[] file) throws UnusualJpegException {
        return new Reader(file).read();
    }

    /** Goes through the segments. */
    private static final class Reader {

        private static final int START = 0xFFD8;
        private static final int ADOBE_YCC = 1;
        private static final int SAMPLE_BITS = 8;
        private static final int COEFFICIENTS = 64;
        private static final int LENGTHS = 16;
        private static final int MOST_TABLES = 16;

        private final byte[] file;
        private final int[][] steps = new int[4][];
        private final HuffmanTable[] dc = new HuffmanTable[4];
        private final HuffmanTable[] ac = new HuffmanTable[4];
        private int at;
        private int width;
        private int height;
        private int[][] frame;
        private int restartInterval;
        private int tables;

        private Reader(byte[] file) {
            this.file = file;
        }

        private JpegHeader read() throws UnusualJpegException {
            if (two() != START) {
                throw new UnusualJpegException("no start of image");
            }
            while (true) {
                int marker = marker();
                int end = at + two();
                if (end > file.length) {
                    throw new UnusualJpegException("a segment is longer than the file");
                }
                switch (marker) {
                    case 0xC0, 0xC1 -> frame();
                    case 0xC4 -> huffmanTables(end);
                    case 0xDA -> {
                        return scan(end);
                    }
                    case 0xDB -> quantisationTables(end);
                    case 0xDD -> restartInterval = two();
                    case 0xEE -> adobe(end);
                    default -> {
                        boolean application = marker >= 0xE0 && marker <= 0xEF || marker == 0xFE;
                        if (!application) {
                            throw new UnusualJpegException("marker " + Integer.toHexString(marker));
                        }
                    }
                }
                if (at > end) {
                    throw new UnusualJpegException("a segment is too short");
                }
                at = end;
            }
        }

        private int one() throws UnusualJpegException {
            if (at >= file.length) {
                throw new UnusualJpegException("the file ends in its header");
            }
            return file[at++] & 0xFF;
        }

        private int two() throws UnusualJpegException {
            return one() << 8 | one();
        }

        private int marker() throws UnusualJpegException {
            if (one() != 0xFF) {
                throw new UnusualJpegException("no marker where one should be");
            }
            int marker = one();
            while (marker == 0xFF) {
                marker = one();
            }
            return marker;
        }

        private void frame() throws UnusualJpegException {
            if (frame != null || one() != SAMPLE_BITS) {
                throw new UnusualJpegException("two frames, or samples not of 8 bits");
            }
            height = two();
            width = two();
            int count = one();
            if (width == 0 || height == 0 || count != 1 && count != 3) {
                throw new UnusualJpegException(width + " x " + height + " pixels of " + count + " components");
            }
            frame = new int[count][];
            for (int number = 0; number < count; number++) {
                int id = one();
                int factors = one();
                frame[number] = new int[] {id, factors >> 4, factors & 0xF, one() & 3};
            }
            checkSampling();
        }

        /** A single component has one block for a unit, whatever its factors say (T.81, A.2.2). */
        private void checkSampling() throws UnusualJpegException {
            if (frame.length == 1) {
                frame[0][1] = 1;
                frame[0][2] = 1;
                return;
            }
            for (int number = 0; number < frame.length; number++) {
                int most = number == 0 ? 2 : 1;
                boolean usual = frame[number][0] == number + 1
                        && frame[number][1] >= 1
                        && frame[number][1] <= most
                        && frame[number][2] >= 1
                        && frame[number][2] <= most;
                if (!usual) {
                    throw new UnusualJpegException("components of an unusual kind");
                }
            }
        }

        private void quantisationTables(int end) throws UnusualJpegException {
            while (at < end) {
                int which = one();
                int[] table = new int[COEFFICIENTS];
                for (int number = 0; number < COEFFICIENTS; number++) {
                    table[number] = which >> 4 == 0 ? one() : two();
                }
                steps[which & 3] = table;
            }
        }

        private void huffmanTables(int end) throws UnusualJpegException {
            while (at < end) {
                // Each is turned into tables for looking up: thousands would be there only to take time.
                if (++tables > MOST_TABLES) {
                    throw new UnusualJpegException("more than " + MOST_TABLES + " Huffman tables");
                }
                int which = one();
                int[] counts = new int[LENGTHS];
                int total = 0;
                for (int length = 0; length < LENGTHS; length++) {
                    counts[length] = one();
                    total += counts[length];
                }
                if (total > 256) {
                    throw new UnusualJpegException("more than 256 codes");
                }
                byte[] symbols = new byte[total];
                for (int number = 0; number < total; number++) {
                    symbols[number] = (byte) one();
                }
                (which >> 4 == 0 ? dc : ac)[which & 3] = new HuffmanTable(counts, symbols);
            }
        }

        private void adobe(int end) throws UnusualJpegException {
            if (end - at >= 12 && file[end - 1] != ADOBE_YCC && file[at] == 'A' && file[at + 1] == 'd') {
                throw new UnusualJpegException("colours other than YCbCr");
            }
        }

        private JpegHeader scan(int end) throws UnusualJpegException {
            if (frame == null || one() != frame.length) {
                throw new UnusualJpegException("no frame, or more than one scan");
            }
            List<Plane> planes = new ArrayList<>();
            for (int[] component : frame) {
                if (one() != component[0]) {
                    throw new UnusualJpegException("components in another order");
                }
                int tables = one();
                Plane plane =
                        new Plane(component[1], component[2], steps[component[3]], dc[tables >> 4 & 3], ac[tables & 3]);
                if (plane.steps() == null || plane.dc() == null || plane.ac() == null) {
                    throw new UnusualJpegException("a table is missing");
                }
                planes.add(plane);
            }
            if (one() != 0 || one() != COEFFICIENTS - 1 || one() != 0 || at != end) {
                throw new UnusualJpegException("not all coefficients in one scan");
            }
            return new JpegHeader(width, height, List.copyOf(planes), restartInterval, end);
        }
    }
}
