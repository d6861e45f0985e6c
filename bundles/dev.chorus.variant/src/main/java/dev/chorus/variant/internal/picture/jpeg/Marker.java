package dev.chorus.variant.internal.picture.jpeg;

/** The second byte of markers (T.81, table B.1). */
final class Marker {

    /** The first byte of every marker; several of them fill the space before one. */
    static final int PREFIX = 0xFF;

    /** Behind the prefix: it is a byte of the pixels. */
    static final int STUFFING = 0x00;

    static final int TEMPORARY = 0x01;
    static final int BASELINE = 0xC0;
    static final int EXTENDED = 0xC1;
    static final int PROGRESSIVE = 0xC2;
    static final int HUFFMAN_TABLES = 0xC4;
    static final int EXTENSION = 0xC8;
    static final int ARITHMETIC_CONDITIONING = 0xCC;
    static final int LAST_FRAME = 0xCF;
    static final int FIRST_RESTART = 0xD0;
    static final int LAST_RESTART = 0xD7;
    static final int START_OF_IMAGE = 0xD8;
    static final int END_OF_IMAGE = 0xD9;
    static final int START_OF_SCAN = 0xDA;
    static final int QUANTIZATION_TABLES = 0xDB;
    static final int NUMBER_OF_LINES = 0xDC;
    static final int RESTART_INTERVAL = 0xDD;
    static final int FIRST_APPLICATION = 0xE0;
    static final int EXIF = 0xE1;
    static final int ADOBE = 0xEE;
    static final int LAST_APPLICATION = 0xEF;
    static final int COMMENT = 0xFE;

    private Marker() {}

    /** Whether a marker has no segment behind it, and may stand anywhere before the pixels. */
    static boolean isAlone(int marker) {
        return marker == STUFFING || marker == TEMPORARY || isRestart(marker) || marker == START_OF_IMAGE;
    }

    static boolean isRestart(int marker) {
        return marker >= FIRST_RESTART && marker <= LAST_RESTART;
    }

    static boolean isFrame(int marker) {
        return marker >= BASELINE
                && marker <= LAST_FRAME
                && marker != HUFFMAN_TABLES
                && marker != EXTENSION
                && marker != ARITHMETIC_CONDITIONING;
    }

    /** Whether a segment says nothing about pixels, but for what {@link JpegSegments} looks for. */
    static boolean isIgnored(int marker) {
        return marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION
                || marker == COMMENT
                || marker == NUMBER_OF_LINES;
    }

    /** Whether a segment is one that decoders need. */
    static boolean isNeeded(int marker) {
        return isFrame(marker)
                || marker == HUFFMAN_TABLES
                || marker == ARITHMETIC_CONDITIONING
                || marker == START_OF_SCAN
                || marker == QUANTIZATION_TABLES
                || marker == RESTART_INTERVAL;
    }
}
