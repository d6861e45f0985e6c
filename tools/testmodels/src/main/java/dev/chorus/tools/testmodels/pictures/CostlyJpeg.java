package dev.chorus.tools.testmodels.pictures;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes JPEG files of few bytes that take long to decode (ITU-T T.81): of every block only the first coefficient is in the
 * file, as a difference of 0, in one bit. Each further scan of a progressive file has a few bytes, and a decoder visits
 * all blocks for it.
 */
public final class CostlyJpeg {

    private static final int BLOCK = 8;
    private static final int LONGEST_RUN = (1 << 15) - 1;
    private static final int SHORTEST_RUN = 1 << 14;
    private static final int RUN_BITS = 14;

    private final int width;
    private final int height;
    private final int components;
    private final boolean progressive;
    private final List<Integer> scans = new ArrayList<>();
    private boolean interleaved = true;
    private int comments;
    private int cut;

    private CostlyJpeg(int width, int height, int components, boolean progressive) {
        this.width = width;
        this.height = height;
        this.components = components;
        this.progressive = progressive;
    }

    /**
     * A file without further scans.
     *
     * @param components 1, 3 or 4, each at full size
     */
    public static CostlyJpeg progressive(int width, int height, int components) {
        return new CostlyJpeg(width, height, components, true);
    }

    /**
     * A file of one scan.
     *
     * @param components 1, 3 or 4, each at full size
     */
    public static CostlyJpeg baseline(int width, int height, int components) {
        return new CostlyJpeg(width, height, components, false);
    }

    /** So many scans more, of one component each, in turn. */
    public CostlyJpeg scans(int count) {
        for (int number = 0; number < count; number++) {
            scans.add(number % components);
        }
        return this;
    }

    /** Each component in a scan of its own. */
    public CostlyJpeg oneByOne() {
        interleaved = false;
        return this;
    }

    /** Comments of 64 kB before the pixels. */
    public CostlyJpeg comments(int count) {
        comments = count;
        return this;
    }

    /** Without its last bytes. */
    public CostlyJpeg cut(int bytes) {
        cut = bytes;
        return this;
    }

    /** The content of the file. */
    public byte[] bytes() {
        Bits out = new Bits();
        out.marker(0xD8);
        for (int comment = 0; comment < comments; comment++) {
            out.segment(0xFE, new byte[0xFFFF - 2]);
        }
        byte[] steps = new byte[65];
        Arrays.fill(steps, 1, steps.length, (byte) 1);
        out.segment(0xDB, steps);
        out.segment(progressive ? 0xC2 : 0xC0, frame());
        out.segment(0xC4, oneCode(0x00, 0));
        out.segment(0xC4, oneCode(0x10, progressive ? RUN_BITS << 4 : 0));
        firstScans(out);
        int[] refined = new int[components];
        for (int component : scans) {
            int time = refined[component]++;
            // First at a precision of 13 bits less, then each bit of it; then over again.
            int high = time % 14 == 0 ? 0 : 14 - time % 14;
            int low = time % 14 == 0 ? 13 : high - 1;
            out.segment(0xDA, scan(new int[] {component}, 1, 63, high << 4 | low));
            runs(out, blocks());
        }
        out.marker(0xD9);
        byte[] bytes = out.bytes();
        return Arrays.copyOf(bytes, Math.max(0, bytes.length - cut));
    }

    private void firstScans(Bits out) {
        int last = progressive ? 0 : 63;
        if (interleaved) {
            int[] all = new int[components];
            Arrays.setAll(all, number -> number);
            out.segment(0xDA, scan(all, 0, last, 0));
            zeros(out, blocks() * components);
            return;
        }
        for (int component = 0; component < components; component++) {
            out.segment(0xDA, scan(new int[] {component}, 0, last, 0));
            zeros(out, blocks());
        }
    }

    /** A difference of 0, and in a baseline file the end of the block. */
    private void zeros(Bits out, int blocks) {
        out.zeros((progressive ? 1 : 2) * (long) blocks);
    }

    private static void runs(Bits out, int blocks) {
        for (int left = blocks; left > 0; ) {
            int run = Math.max(SHORTEST_RUN, Math.min(LONGEST_RUN, left));
            out.bits(0, 1);
            out.bits(run - SHORTEST_RUN, RUN_BITS);
            left -= run;
        }
        out.fill();
    }

    private int blocks() {
        return (width + BLOCK - 1) / BLOCK * ((height + BLOCK - 1) / BLOCK);
    }

    private byte[] frame() {
        byte[] frame = new byte[6 + 3 * components];
        byte[] start = {8, (byte) (height >> 8), (byte) height, (byte) (width >> 8), (byte) width, (byte) components};
        System.arraycopy(start, 0, frame, 0, start.length);
        for (int component = 0; component < components; component++) {
            frame[6 + 3 * component] = (byte) (component + 1);
            frame[7 + 3 * component] = 0x11;
        }
        return frame;
    }

    /** A Huffman table with one code, of one bit. */
    private static byte[] oneCode(int table, int symbol) {
        byte[] bytes = new byte[18];
        bytes[0] = (byte) table;
        bytes[1] = 1;
        bytes[17] = (byte) symbol;
        return bytes;
    }

    private static byte[] scan(int[] which, int from, int to, int precision) {
        byte[] scan = new byte[4 + 2 * which.length];
        scan[0] = (byte) which.length;
        for (int number = 0; number < which.length; number++) {
            scan[1 + 2 * number] = (byte) (which[number] + 1);
        }
        scan[scan.length - 3] = (byte) from;
        scan[scan.length - 2] = (byte) to;
        scan[scan.length - 1] = (byte) precision;
        return scan;
    }

    /** Bytes of a file, of which the last may be begun. */
    private static final class Bits {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int begun;
        private int count;

        void marker(int code) {
            out.write(0xFF);
            out.write(code);
        }

        void segment(int marker, byte[] content) {
            marker(marker);
            out.write(content.length + 2 >> 8);
            out.write(content.length + 2);
            out.writeBytes(content);
        }

        void bits(int value, int length) {
            for (int bit = length - 1; bit >= 0; bit--) {
                begun = begun << 1 | value >> bit & 1;
                if (++count == Byte.SIZE) {
                    out.write(begun);
                    if (begun == 0xFF) {
                        out.write(0);
                    }
                    begun = 0;
                    count = 0;
                }
            }
        }

        void zeros(long length) {
            out.writeBytes(new byte[(int) (length / Byte.SIZE)]);
            bits(0, (int) (length % Byte.SIZE));
            fill();
        }

        /** Ends a scan: the rest of its last byte is ones. */
        void fill() {
            while (count > 0) {
                bits(1, 1);
            }
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
