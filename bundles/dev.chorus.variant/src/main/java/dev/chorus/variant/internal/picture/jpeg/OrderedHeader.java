package dev.chorus.variant.internal.picture.jpeg;

import dev.chorus.variant.internal.picture.part.FilePart;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the header of a file in order for the reader of the platform, which gets what it needs and nothing else: it refuses pictures
 * whose color profile or comments are damaged, and of several warnings it reports the first one only. Stateless.
 */
public final class OrderedHeader {

    static final byte[] END_OF_IMAGE = {(byte) Marker.PREFIX, (byte) Marker.END_OF_IMAGE};

    private static final byte[] START_OF_IMAGE = {(byte) Marker.PREFIX, (byte) Marker.START_OF_IMAGE};

    private OrderedHeader() {}

    /** All that stands before the pixels of the first scan. */
    static List<FilePart> of(JpegSegments segments) {
        List<FilePart> parts = new ArrayList<>();
        parts.add(FilePart.of(START_OF_IMAGE));
        parts.add(FilePart.of(ColorMarker.of(segments)));
        if (segments.needed().stream().noneMatch(one -> one.marker() == Marker.HUFFMAN_TABLES)) {
            parts.add(FilePart.of(StandardTables.asSegments()));
        }
        for (Segment segment : segments.needed()) {
            parts.add(new FilePart(segments.file(), segment.from() - Segment.HEAD, segment.to()));
        }
        return parts;
    }

    /** A file of a single scan with its header in order, and an end in any case. */
    public static List<FilePart> ofOneScan(JpegSegments segments) {
        List<FilePart> parts = of(segments);
        parts.add(new FilePart(segments.file(), segments.scan().to(), segments.file().length));
        parts.add(FilePart.of(END_OF_IMAGE));
        return FilePart.joined(parts);
    }
}
