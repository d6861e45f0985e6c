package dev.chorus.variant.internal.picture;

/**
 * What it takes the platform's reader to decode a JPEG file (ITU-T T.81, annex B). A progressive file may have thousands of
 * scans of a few bytes each, and a decoder goes over the whole picture for every one.
 *
 * @param pixels width x height, as the frame has them; 0 without a frame
 * @param scans before the end of the image
 * @param units of {@link DecodingWork}
 */
record JpegWork(long pixels, int scans, long units) {

    private static final int STUFFING = 0x00;
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_FRAME = 0xC0;
    private static final int PROGRESSIVE = 0xC2;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int EXTENSION = 0xC8;
    private static final int ARITHMETIC_CONDITIONING = 0xCC;
    private static final int LAST_FRAME = 0xCF;
    private static final int FIRST_RESTART = 0xD0;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FILL = 0xFF;

    /** Goes through a file; whatever the bytes, it ends. */
    static JpegWork of(byte[] jpeg) {
        return new Reader(jpeg).read();
    }

    /** Adds up what the segments say. For one file. */
    private static final class Reader {

        private static final int BLOCK = 8;
        private static final int COEFFICIENTS = 63;

        // For each pixel.
        private static final int OUTPUT = 2;
        private static final int OUTPUT_OF_INKS = 6;
        private static final int TRANSFORM = 2;
        private static final int STORED = 1;
        private static final int SEQUENTIAL_SCAN = 2;
        private static final int FIRST_SCAN = 2;
        private static final int REFINING = 4;

        // For each row of pixels, and for each row of blocks in a scan.
        private static final int LINE = 500;
        private static final int BLOCK_ROW = 2000;

        private static final int INKS = 4;

        private final byte[] jpeg;

        /** By the number that the frame gives a component: its samples for each pixel. */
        private final double[] shares = new double[256];

        private int width;
        private int height;
        private int components;

        private boolean progressive;
        private int scans;
        private long scanUnits;

        Reader(byte[] jpeg) {
            this.jpeg = jpeg;
        }

        JpegWork read() {
            int at = 0;
            while (at + 3 < jpeg.length) {
                int marker = one(at + 1);
                if (one(at) != 0xFF || marker == FILL) {
                    at++;
                } else if (marker == END_OF_IMAGE) {
                    break;
                } else if (standsAlone(marker)) {
                    at += 2;
                } else {
                    if (marker == START_OF_SCAN) {
                        scan(at + 4);
                    } else if (isFrame(marker)) {
                        frame(marker, at + 4);
                    }
                    at += 2 + two(at + 2);
                }
            }
            long pixels = (long) width * height;
            return new JpegWork(pixels, scans, units(pixels));
        }

        private static boolean standsAlone(int marker) {
            return marker == STUFFING || marker == TEMPORARY || marker >= FIRST_RESTART && marker <= START_OF_IMAGE;
        }

        private static boolean isFrame(int marker) {
            return marker >= FIRST_FRAME
                    && marker <= LAST_FRAME
                    && marker != HUFFMAN_TABLES
                    && marker != EXTENSION
                    && marker != ARITHMETIC_CONDITIONING;
        }

        private void frame(int marker, int at) {
            progressive |= marker == PROGRESSIVE;
            height = Math.max(height, two(at + 1));
            width = Math.max(width, two(at + 3));
            components = Math.max(components, one(at + 5));
            shares(at);
        }

        private void shares(int at) {
            int across = 1;
            int down = 1;
            for (int number = 0; number < components; number++) {
                across = Math.max(across, one(at + 7 + 3 * number) >> 4);
                down = Math.max(down, one(at + 7 + 3 * number) & 0xF);
            }
            for (int number = 0; number < components; number++) {
                int factors = one(at + 7 + 3 * number);
                double share = (double) (factors >> 4) * (factors & 0xF) / (across * down);
                int id = one(at + 6 + 3 * number);
                shares[id] = Math.max(shares[id], share);
            }
        }

        private void scan(int at) {
            scans++;
            int count = one(at);
            int from = one(at + 1 + 2 * count);
            int to = one(at + 2 + 2 * count);
            boolean refines = one(at + 3 + 2 * count) >> 4 > 0;
            double weight = SEQUENTIAL_SCAN;
            if (progressive) {
                int band = Math.min(COEFFICIENTS, Math.max(0, to - Math.max(1, from) + 1));
                weight = FIRST_SCAN + (refines ? REFINING * (double) band / COEFFICIENTS : 0);
            }
            long rows = (height + BLOCK - 1) / BLOCK;
            for (int number = 0; number < count; number++) {
                double share = shares[one(at + 1 + 2 * number)];
                scanUnits += (long) (weight * share * width * height) + rows * BLOCK_ROW;
            }
        }

        private long units(long pixels) {
            int each = (components >= INKS ? OUTPUT_OF_INKS : OUTPUT) + components * TRANSFORM;
            long output = pixels * each + (long) height * LINE;
            // A sequential file of one scan is turned into pixels as it is read.
            return progressive || scans > 1 ? output + pixels * components * STORED + scanUnits : output;
        }

        private int one(int at) {
            return at < jpeg.length ? jpeg[at] & 0xFF : 0;
        }

        private int two(int at) {
            return one(at) << 8 | one(at + 1);
        }
    }
}
