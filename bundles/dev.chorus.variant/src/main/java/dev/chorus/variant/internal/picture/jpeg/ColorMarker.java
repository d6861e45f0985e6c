package dev.chorus.variant.internal.picture.jpeg;

/** Writes the segment by which readers know what the samples of a file are. Stateless. */
final class ColorMarker {

    /** JFIF 1.2, square pixels, no thumbnail. */
    private static final byte[] JFIF = {
        (byte) Marker.PREFIX, (byte) Marker.FIRST_APPLICATION, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0
    };

    private static final byte[] ADOBE = {
        (byte) Marker.PREFIX, (byte) Marker.ADOBE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };

    private static final int RGB_OR_CMYK = 0;
    private static final int YCCK = 2;

    private ColorMarker() {}

    /** A segment; empty where none is needed. */
    static byte[] of(JpegSegments segments) {
        return switch (segments.colors()) {
            case GRAY, YCBCR -> JFIF;
            case RGB -> adobe(RGB_OR_CMYK);
                // Where there is Adobe's marker, inks are inverted.
            case CMYK -> segments.isAdobe() ? adobe(RGB_OR_CMYK) : new byte[0];
            case YCCK -> adobe(YCCK);
            case UNKNOWN -> new byte[0];
        };
    }

    private static byte[] adobe(int transform) {
        byte[] segment = ADOBE.clone();
        segment[segment.length - 1] = (byte) transform;
        return segment;
    }
}
