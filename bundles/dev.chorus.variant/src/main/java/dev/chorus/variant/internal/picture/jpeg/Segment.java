package dev.chorus.variant.internal.picture.jpeg;

/**
 * What stands behind a marker.
 *
 * @param marker the second byte of its marker
 * @param from index in the file of the first byte behind the length
 * @param to index behind its last byte
 */
record Segment(int marker, int from, int to) {

    /** Of the marker and the length, where there are no fill bytes. */
    static final int HEAD = 4;

    int length() {
        return to - from;
    }
}
