package dev.chorus.variant.internal.picture.jpeg;

import java.util.List;

/**
 * What it takes the platform's reader to decode the scans of a JPEG file. A progressive file may have thousands of scans of a few bytes
 * each, and a decoder goes over the whole picture for every one. Units are about a nanosecond of one core. Immutable.
 */
final class ScanWork {

    private static final int BLOCK = 8;
    private static final int COEFFICIENTS = 63;

    // For each pixel.
    private static final int OUTPUT = 2;
    private static final int OUTPUT_OF_INKS = 6;
    private static final int TRANSFORM = 2;
    private static final int STORED = 1;
    private static final int SEQUENTIAL_SCAN = 2;
    private static final int FIRST_SCAN = 2;
    private static final int REFINING = 4;

    // For each row of pixels, and for each row of blocks in a scan.
    private static final int LINE = 500;
    private static final int BLOCK_ROW = 2000;

    private static final int INKS = 4;

    private final byte[] file;
    private final JpegFrame frame;

    /** By the id that the frame gives a component: its samples for each pixel. */
    private final double[] shares = new double[256];

    ScanWork(JpegSegments segments) {
        file = segments.file();
        frame = segments.frame();
        int across = 1;
        int down = 1;
        for (JpegFrame.Channel channel : frame.channels()) {
            across = Math.max(across, channel.across());
            down = Math.max(down, channel.down());
        }
        for (JpegFrame.Channel channel : frame.channels()) {
            double share = (double) channel.across() * channel.down() / (across * down);
            shares[channel.id()] = Math.max(shares[channel.id()], share);
        }
    }

    /** @param heads of all scans */
    long units(List<Segment> heads) {
        long pixels = (long) frame.width() * frame.height();
        int components = frame.channels().size();
        int each = (components >= INKS ? OUTPUT_OF_INKS : OUTPUT) + components * TRANSFORM;
        long output = pixels * each + (long) frame.height() * LINE;
        if (!frame.isProgressive() && heads.size() == 1) {
            // A sequential file of one scan is turned into pixels as it is read.
            return output;
        }
        long scans = 0;
        for (Segment head : heads) {
            scans += units(new ScanHead(file, head), pixels);
        }
        return output + pixels * components * STORED + scans;
    }

    private long units(ScanHead head, long pixels) {
        double weight = SEQUENTIAL_SCAN;
        if (frame.isProgressive()) {
            int band = Math.min(
                    COEFFICIENTS, Math.max(0, head.lastCoefficient() - Math.max(1, head.firstCoefficient()) + 1));
            weight = FIRST_SCAN + (head.refines() ? REFINING * (double) band / COEFFICIENTS : 0);
        }
        long rows = (frame.height() + BLOCK - 1) / BLOCK;
        long units = 0;
        for (int number = 0; number < head.components(); number++) {
            units += (long) (weight * shares[head.component(number)] * pixels) + rows * BLOCK_ROW;
        }
        return units;
    }
}
