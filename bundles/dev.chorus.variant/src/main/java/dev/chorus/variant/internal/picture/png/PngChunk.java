package dev.chorus.variant.internal.picture.png;

import java.util.zip.CRC32;

/**
 * One chunk of a PNG file.
 *
 * @param file not to be changed
 * @param type its four letters
 * @param from index of the first byte of its data
 * @param to index behind the last byte of its data, at most the length of the file
 */
public record PngChunk(byte[] file, int type, int from, int to) {

    static final int HEADER = type("IHDR");
    static final int PALETTE = type("PLTE");
    static final int TRANSPARENCY = type("tRNS");
    static final int PIXELS = type("IDAT");
    static final int EXIF = type("eXIf");
    static final int END = type("IEND");

    /** Of length and type, before the data. */
    static final int HEAD = 8;

    /** Of the checksum behind the data. */
    static final int CHECKSUM = 4;

    private static final int TYPE = 4;

    static int type(String letters) {
        return letters.charAt(0) << 24 | letters.charAt(1) << 16 | letters.charAt(2) << 8 | letters.charAt(3);
    }

    static int four(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }

    int length() {
        return to - from;
    }

    /** Index behind the checksum; may be behind the file. */
    int end() {
        return to + CHECKSUM;
    }

    /** Whether the data are as they were written. */
    boolean isIntact() {
        if (end() > file.length) {
            return false;
        }
        CRC32 checksum = new CRC32();
        checksum.update(file, from - TYPE, length() + TYPE);
        return (int) checksum.getValue() == four(file, to);
    }

    /** Its letters; any byte may be among them. */
    String name() {
        StringBuilder name = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            char letter = (char) (type >> shift & 0xFF);
            name.append(letter > ' ' && letter < 0x7F ? letter : '?');
        }
        return name.toString();
    }
}
