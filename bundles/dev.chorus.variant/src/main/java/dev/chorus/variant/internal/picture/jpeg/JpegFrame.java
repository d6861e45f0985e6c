package dev.chorus.variant.internal.picture.jpeg;

import java.util.List;

/**
 * The header of a frame (T.81, B.2.2).
 *
 * @param marker which kind of frame it is
 * @param bits of a sample
 * @param width in pixels, above 0
 * @param height in pixels, above 0
 * @param channels at least 1
 */
record JpegFrame(int marker, int bits, int width, int height, List<Channel> channels) {

    /** The most pixels across or down that libjpeg takes; programs keep to it. */
    private static final int MOST = 65_500;

    private static final int HEAD = 6;
    private static final int EACH = 3;

    /**
     * One component of the picture.
     *
     * @param id by which scans name it
     * @param across samples for each unit
     * @param down the same
     * @param steps number of its quantization table
     */
    record Channel(int id, int across, int down, int steps) {}

    /** @throws DamagedJpegException if the segment is too short, or there are no pixels or too many across or down */
    static JpegFrame of(byte[] file, Segment segment) throws DamagedJpegException {
        if (segment.length() < HEAD) {
            throw new DamagedJpegException("the frame is too short");
        }
        int at = segment.from();
        int height = two(file, at + 1);
        int width = two(file, at + 3);
        int count = file[at + 5] & 0xFF;
        if (segment.length() < HEAD + EACH * count || count == 0) {
            throw new DamagedJpegException("the frame is too short");
        }
        if (width == 0 || height == 0 || width > MOST || height > MOST) {
            throw new DamagedJpegException(
                    "a frame of " + width + " x " + height + " pixels, each must be 1 to " + MOST);
        }
        Channel[] channels = new Channel[count];
        for (int number = 0; number < count; number++) {
            int from = at + HEAD + EACH * number;
            int factors = file[from + 1] & 0xFF;
            channels[number] = new Channel(file[from] & 0xFF, factors >> 4, factors & 0xF, file[from + 2] & 0xFF);
        }
        return new JpegFrame(segment.marker(), file[at] & 0xFF, width, height, List.of(channels));
    }

    /** Whether its coefficients come in several scans, bit by bit. */
    boolean isProgressive() {
        return marker == Marker.PROGRESSIVE;
    }

    private static int two(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
    }
}
