package dev.chorus.variant.internal.picture.jpeg;

/** Finds one segment of a JPEG file after the other. For one thread. */
final class SegmentReader {

    private final byte[] file;
    private int at;

    /** @param at where to begin */
    SegmentReader(byte[] file, int at) {
        this.file = file;
        this.at = at;
    }

    /**
     * Finds the next segment. What stands before its marker is skipped.
     *
     * @param skipsStarts whether start markers are skipped; otherwise one is the end: another picture follows
     * @return null at the end of the file or picture
     * @throws DamagedJpegException if the segment is longer than the file
     */
    Segment next(boolean skipsStarts) throws DamagedJpegException {
        while (at + 1 < file.length) {
            int marker = file[at + 1] & 0xFF;
            if ((file[at] & 0xFF) != Marker.PREFIX || marker == Marker.PREFIX) {
                at++;
            } else if (marker == Marker.END_OF_IMAGE || marker == Marker.START_OF_IMAGE && !skipsStarts) {
                return null;
            } else if (Marker.isAlone(marker)) {
                at += 2;
            } else {
                return segment(marker);
            }
        }
        at = file.length;
        return null;
    }

    private Segment segment(int marker) throws DamagedJpegException {
        if (at + Segment.HEAD > file.length) {
            throw new DamagedJpegException("the file ends in a segment");
        }
        int length = (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF;
        if (Marker.isIgnored(marker)) {
            length = Math.max(2, length);
        }
        if (length < 2 || at + 2 + length > file.length) {
            throw new DamagedJpegException(
                    "a segment of " + length + " bytes, at most " + (file.length - at - 2) + " are in the file");
        }
        Segment segment = new Segment(marker, at + Segment.HEAD, at + 2 + length);
        at = segment.to();
        return segment;
    }

    /** Where the search goes on; behind the last segment, or at the marker that ends the picture. */
    int at() {
        return at;
    }
}
