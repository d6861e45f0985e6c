package dev.chorus.variant.internal.picture.jpeg;

import java.util.Arrays;
import java.util.List;

/**
 * Which coefficients the scans of a file bring, and how exactly: readers show a file without its last scans as if it was whole. For one
 * file and one thread.
 */
final class ScanProgress {

    private static final int COEFFICIENTS = 64;

    /** Bits that are missing of a coefficient that no scan has. */
    private static final int ALL = 16;

    private final JpegFrame frame;

    /** By component and coefficient: how many of the lowest bits are missing. */
    private final int[][] missing;

    private ScanProgress(JpegFrame frame) {
        this.frame = frame;
        this.missing = new int[frame.channels().size()][COEFFICIENTS];
        for (int[] coefficients : missing) {
            Arrays.fill(coefficients, ALL);
        }
    }

    /** @param heads of all scans */
    static ScanProgress of(JpegSegments segments, List<Segment> heads) {
        ScanProgress progress = new ScanProgress(segments.frame());
        heads.forEach(head -> progress.add(new ScanHead(segments.file(), head)));
        return progress;
    }

    private void add(ScanHead head) {
        boolean progressive = frame.isProgressive();
        int from = progressive ? head.firstCoefficient() : 0;
        int to = progressive ? Math.min(head.lastCoefficient(), COEFFICIENTS - 1) : COEFFICIENTS - 1;
        int left = progressive ? head.lowBit() : 0;
        for (int number = 0; number < head.components(); number++) {
            for (int channel = 0; channel < missing.length; channel++) {
                if (frame.channels().get(channel).id() == head.component(number)) {
                    for (int at = from; at <= to; at++) {
                        missing[channel][at] = Math.min(missing[channel][at], left);
                    }
                }
            }
        }
    }

    /**
     * Checks that the picture is whole.
     *
     * @param ends whether the file has its end marker: the scans of a progressive file before it are all that were written
     * @throws DamagedJpegException if scans are missing
     */
    void check(boolean ends) throws DamagedJpegException {
        for (int[] coefficients : missing) {
            boolean whole = ends && frame.isProgressive()
                    ? coefficients[0] < ALL
                    : Arrays.stream(coefficients).allMatch(bits -> bits == 0);
            if (!whole) {
                throw new DamagedJpegException("scans are missing");
            }
        }
    }
}
