package dev.chorus.variant.internal.picture;

/**
 * Counts the scans of a JPEG file (ITU-T T.81, annex B). A progressive file may have thousands of a few bytes each, and a
 * decoder goes over the whole picture for every one: 125 kB of them keep a processor busy for two minutes.
 */
final class JpegScans {

    private static final int STUFFING = 0x00;
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_RESTART = 0xD0;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FILL = 0xFF;

    private JpegScans() {}

    /** How many scans there are before the end of the image; whatever the bytes, it ends. */
    static int count(byte[] jpeg) {
        int scans = 0;
        int at = 0;
        while (at + 3 < jpeg.length) {
            int marker = jpeg[at + 1] & 0xFF;
            if ((jpeg[at] & 0xFF) != 0xFF || marker == FILL) {
                at++;
            } else if (marker == END_OF_IMAGE) {
                return scans;
            } else if (standsAlone(marker)) {
                at += 2;
            } else {
                scans += marker == START_OF_SCAN ? 1 : 0;
                at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
            }
        }
        return scans;
    }

    private static boolean standsAlone(int marker) {
        return marker == STUFFING || marker == TEMPORARY || marker >= FIRST_RESTART && marker <= START_OF_IMAGE;
    }
}
