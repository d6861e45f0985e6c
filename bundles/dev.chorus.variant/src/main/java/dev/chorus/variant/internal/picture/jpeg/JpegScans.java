package dev.chorus.variant.internal.picture.jpeg;

import dev.chorus.variant.internal.picture.part.FilePart;
import java.util.ArrayList;
import java.util.List;

/** All scans of a JPEG file that is not of the usual kind, for the reader of the platform. Immutable. */
public final class JpegScans {

    private final JpegSegments segments;
    private final List<Segment> heads = new ArrayList<>();
    private final List<FilePart> parts = new ArrayList<>();
    private final int end;

    private JpegScans(JpegSegments segments) throws DamagedJpegException {
        this.segments = segments;
        byte[] file = segments.file();
        parts.addAll(OrderedHeader.of(segments));
        heads.add(segments.scan());
        SegmentReader reader = new SegmentReader(file, segments.scan().to());
        Segment last = segments.scan();
        for (Segment next = reader.next(false); next != null; next = reader.next(false)) {
            addPixels(last, next.from() - Segment.HEAD);
            if (Marker.isNeeded(next.marker()) && !Marker.isFrame(next.marker())) {
                add(next);
            } else if (!Marker.isIgnored(next.marker())) {
                throw new DamagedJpegException(
                        "marker " + Integer.toHexString(next.marker()) + " is not allowed behind a scan");
            }
            last = next;
        }
        end = reader.at();
        addPixels(last, end);
        parts.add(FilePart.of(OrderedHeader.END_OF_IMAGE));
        boolean ends = end + 1 < file.length && (file[end + 1] & 0xFF) == Marker.END_OF_IMAGE;
        ScanProgress.of(segments, heads).check(ends);
    }

    /**
     * Goes through a file; whatever the bytes, it takes time in proportion to their number.
     *
     * @throws DamagedJpegException if scans are missing
     */
    public static JpegScans of(JpegSegments segments) throws DamagedJpegException {
        return new JpegScans(segments);
    }

    private void add(Segment segment) {
        parts.add(new FilePart(segments.file(), segment.from() - Segment.HEAD, segment.to()));
        if (segment.marker() == Marker.START_OF_SCAN) {
            heads.add(segment);
        }
    }

    private void addPixels(Segment last, int to) {
        if (last.marker() == Marker.START_OF_SCAN) {
            parts.add(new FilePart(segments.file(), last.to(), to));
        }
    }

    /** A file of the same pixels with everything in order that surrounds them. */
    public List<FilePart> parts() {
        return FilePart.joined(parts);
    }

    /** How many there are. */
    public int count() {
        return heads.size();
    }

    /**
     * Checks what stands behind the last pixels; see {@link Remainder}.
     *
     * @param bytes how many that are
     * @throws DamagedJpegException if it shows that pixels are damaged
     */
    public void checkRemainder(int bytes) throws DamagedJpegException {
        Remainder.check(segments.file(), Math.max(0, end - bytes));
    }

    /** What it takes to decode them; see {@link ScanWork}. */
    public long units() {
        return new ScanWork(segments).units(heads);
    }
}
