package dev.chorus.variant.internal.picture.jpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * The segments before the first scan of a JPEG file (T.81, annex B). All that is decided about a file is decided from them, whatever
 * size is wanted. Lenient as libjpeg is, and more so: bytes between segments and repeated start markers are skipped, as are segments
 * that say nothing about pixels, whatever is in them. Immutable but for the bytes, which nothing writes to.
 */
public final class JpegSegments {

    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0};

    /** Behind {@link #EXIF} there is one byte more, mostly 0. */
    private static final int EXIF_HEAD = 6;

    private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0};
    private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};
    private static final int ADOBE_LENGTH = 12;
    private static final int ADOBE_TRANSFORM = 11;

    private final byte[] file;
    private final List<Segment> needed = new ArrayList<>();
    private JpegFrame frame;
    private Segment exif;
    private boolean jfif;

    /** Negative without a segment of Adobe's. */
    private int adobeTransform = -1;

    private JpegSegments(byte[] file) {
        this.file = file;
    }

    /**
     * Goes through the segments up to the first scan; whatever the bytes, it takes time in proportion to their number.
     *
     * @param file not checked before
     * @param start index of the start marker
     * @throws DamagedJpegException if the file ends before its first scan, or has no frame or several
     */
    public static JpegSegments of(byte[] file, int start) throws DamagedJpegException {
        JpegSegments segments = new JpegSegments(file);
        SegmentReader reader = new SegmentReader(file, start);
        Segment next;
        do {
            next = reader.next(true);
            if (next == null) {
                throw new DamagedJpegException("the file ends before its pixels");
            }
            segments.add(next);
        } while (next.marker() != Marker.START_OF_SCAN);
        if (segments.frame == null) {
            throw new DamagedJpegException("there is no frame");
        }
        return segments;
    }

    private void add(Segment segment) throws DamagedJpegException {
        int marker = segment.marker();
        if (Marker.isNeeded(marker)) {
            needed.add(segment);
            if (Marker.isFrame(marker)) {
                if (frame != null) {
                    throw new DamagedJpegException("there are two frames");
                }
                frame = JpegFrame.of(file, segment);
            }
        } else if (!Marker.isIgnored(marker)) {
            throw new DamagedJpegException("unknown marker " + Integer.toHexString(marker));
        } else if (marker == Marker.EXIF && exif == null && begins(segment, EXIF)) {
            exif = segment;
        } else if (marker == Marker.FIRST_APPLICATION) {
            jfif |= begins(segment, JFIF);
        } else if (marker == Marker.ADOBE
                && adobeTransform < 0
                && segment.length() >= ADOBE_LENGTH
                && begins(segment, ADOBE)) {
            adobeTransform = file[segment.from() + ADOBE_TRANSFORM] & 0xFF;
        }
    }

    private boolean begins(Segment segment, byte[] text) {
        if (segment.length() < text.length) {
            return false;
        }
        for (int at = 0; at < text.length; at++) {
            if (file[segment.from() + at] != text[at]) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes the file has. */
    public int bytes() {
        return file.length;
    }

    /**
     * Whether fill bytes stand behind the head of the first scan. They are allowed before markers only; among pixels libjpeg-turbo reads
     * them in one way or another, without a warning.
     */
    public boolean hasFillBytes() {
        // Two in a row: one of them is at every second place.
        for (int at = scan().to() + 1; at < file.length; at += 2) {
            if (file[at] == (byte) Marker.PREFIX
                    && (file[at - 1] == (byte) Marker.PREFIX
                            || at + 1 < file.length && file[at + 1] == (byte) Marker.PREFIX)) {
                return true;
            }
        }
        return false;
    }

    byte[] file() {
        return file;
    }

    /** Those that decoders need, in the order of the file; the last is the head of the first scan. */
    List<Segment> needed() {
        return needed;
    }

    /** The head of the first scan; its pixels follow. */
    Segment scan() {
        return needed.get(needed.size() - 1);
    }

    JpegFrame frame() {
        return frame;
    }

    /** Pixels across, above 0. */
    public int width() {
        return frame.width();
    }

    /** Pixels down, above 0. */
    public int height() {
        return frame.height();
    }

    /** Whether there is a segment with EXIF data. */
    public boolean hasExif() {
        return exif != null;
    }

    /** Where the EXIF data begin, if there are any; not checked. */
    public int exifFrom() {
        return Math.min(exif.from() + EXIF_HEAD, exif.to());
    }

    /** Index behind the last byte of the EXIF data, if there are any. */
    public int exifTo() {
        return exif.to();
    }

    /** Whether there is a segment of Adobe's. */
    boolean isAdobe() {
        return adobeTransform >= 0;
    }

    /** What the samples are. */
    JpegColors colors() {
        return JpegColors.of(frame, jfif, adobeTransform);
    }
}
