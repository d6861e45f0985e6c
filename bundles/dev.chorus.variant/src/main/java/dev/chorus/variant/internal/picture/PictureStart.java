package dev.chorus.variant.internal.picture;

/**
 * Finds where in a payload the picture begins. Streams leave the end of a line or the head of a part before it. What is an image of
 * another kind and holds a JPEG as a thumbnail, such as TIFF, is none. Stateless.
 */
final class PictureStart {

    /** The head of a part of a multipart stream fits. */
    private static final int FURTHEST = 1024;

    /** So many bytes before the picture may be anything; more must be text or zeros. */
    private static final int ANYTHING = 16;

    private static final int NONE = -1;
    private static final int DELETE = 0x7F;

    private PictureStart() {}

    /** Index of the first byte of a picture of that type; negative if there is none. */
    static int of(byte[] payload, PictureType type) {
        boolean text = true;
        for (int at = 0; at <= FURTHEST && at < payload.length; at++) {
            if (type.begins(payload, at)) {
                return at;
            }
            text &= isText(payload[at]);
            if (!text && at >= ANYTHING) {
                return NONE;
            }
        }
        return NONE;
    }

    private static boolean isText(byte value) {
        return value >= ' ' && value < DELETE || value == '\r' || value == '\n' || value == '\t' || value == 0;
    }
}
