package dev.chorus.variant.internal.picture.jpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands before the pixels of a JPEG file (T.81, annex B), if it is of the usual kind: baseline, 8 bits, gray or YCbCr, colors
 * at full size or halved across, down or both ways, all in one scan. Immutable.
 *
 * @param width in pixels, above 0
 * @param height in pixels, above 0
 * @param planes one, or three: Y, Cb, Cr
 * @param restartInterval after how many units a restart marker stands; 0: there is none
 * @param scanAt where in the file the scan begins
 */
record JpegHeader(int width, int height, List<Plane> planes, int restartInterval, int scanAt) {

    private static final int SAMPLE_BITS = 8;

    /** Of the head of a scan: the number of its components, and three bytes that mean something in progressive files only. */
    private static final int SCAN_HEAD = 4;

    /**
     * One component.
     *
     * @param across samples for each unit, 1 or 2
     * @param down the same
     * @param steps of the coefficients, 64, in the order of the file
     */
    record Plane(int across, int down, int[] steps, HuffmanTable dc, HuffmanTable ac) {}

    /** The most blocks that a unit has across, which is what the first plane has. */
    int across() {
        return planes.get(0).across();
    }

    /** The same, down. */
    int down() {
        return planes.get(0).down();
    }

    /** Whether a file is of the usual kind. */
    static boolean isUsual(JpegSegments segments) {
        JpegFrame frame = segments.frame();
        JpegColors colors = segments.colors();
        return (frame.marker() == Marker.BASELINE || frame.marker() == Marker.EXTENDED)
                && frame.bits() == SAMPLE_BITS
                && (colors == JpegColors.GRAY || colors == JpegColors.YCBCR)
                && isUsuallySampled(frame.channels())
                && hasAll(segments);
    }

    /**
     * Reads a header.
     *
     * @param segments of a file of the usual kind
     * @throws DamagedJpegException if a table is missing or damaged
     */
    static JpegHeader of(JpegSegments segments) throws DamagedJpegException {
        JpegFrame frame = segments.frame();
        JpegTables tables = new JpegTables(segments);
        List<Plane> planes = new ArrayList<>();
        for (int number = 0; number < frame.channels().size(); number++) {
            planes.add(plane(segments, number, tables));
        }
        return new JpegHeader(
                frame.width(),
                frame.height(),
                List.copyOf(planes),
                tables.restartInterval(),
                segments.scan().to());
    }

    private static Plane plane(JpegSegments segments, int number, JpegTables tables) throws DamagedJpegException {
        JpegFrame.Channel channel = segments.frame().channels().get(number);
        boolean alone = segments.frame().channels().size() == 1;
        int which = segments.file()[segments.scan().from() + 2 + 2 * number] & 0xFF;
        // A single component has one block for a unit, whatever its factors are (T.81, A.2.2).
        return new Plane(
                alone ? 1 : channel.across(),
                alone ? 1 : channel.down(),
                tables.steps(channel.steps()),
                tables.dc(which >> 4),
                tables.ac(which & 0xF));
    }

    private static boolean isUsuallySampled(List<JpegFrame.Channel> channels) {
        if (channels.size() == 1) {
            return true;
        }
        for (int number = 0; number < channels.size(); number++) {
            int most = number == 0 ? 2 : 1;
            JpegFrame.Channel channel = channels.get(number);
            boolean usual =
                    channel.across() >= 1 && channel.across() <= most && channel.down() >= 1 && channel.down() <= most;
            if (!usual) {
                return false;
            }
        }
        return true;
    }

    /** Whether the first scan has all components, in the order of the frame. */
    private static boolean hasAll(JpegSegments segments) {
        Segment scan = segments.scan();
        List<JpegFrame.Channel> channels = segments.frame().channels();
        byte[] file = segments.file();
        if (scan.length() != SCAN_HEAD + 2 * channels.size() || (file[scan.from()] & 0xFF) != channels.size()) {
            return false;
        }
        for (int number = 0; number < channels.size(); number++) {
            if ((file[scan.from() + 1 + 2 * number] & 0xFF)
                    != channels.get(number).id()) {
                return false;
            }
        }
        return true;
    }
}
