package dev.chorus.tools.testmodels.pictures;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A JPEG file taken apart, to be put together in another way. Immutable; methods give another one. */
public final class JpegParts {

    /** Second bytes of markers (ITU-T T.81, table B.1). */
    public static final int HUFFMAN_TABLES = 0xC4;

    public static final int START_OF_SCAN = 0xDA;
    public static final int QUANTIZATION_TABLES = 0xDB;
    public static final int JFIF = 0xE0;
    public static final int EXIF = 0xE1;
    public static final int ICC = 0xE2;
    public static final int ADOBE = 0xEE;
    public static final int COMMENT = 0xFE;

    private static final byte[] START = {(byte) 0xFF, (byte) 0xD8};
    private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

    private final List<byte[]> segments;
    private final byte[] pixels;

    private JpegParts(List<byte[]> segments, byte[] pixels) {
        this.segments = segments;
        this.pixels = pixels;
    }

    /** @param jpeg without any fault */
    public static JpegParts of(byte[] jpeg) {
        List<byte[]> segments = new ArrayList<>();
        int at = START.length;
        int marker;
        do {
            marker = jpeg[at + 1] & 0xFF;
            int end = at + 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
            segments.add(Arrays.copyOfRange(jpeg, at, end));
            at = end;
        } while (marker != START_OF_SCAN);
        return new JpegParts(segments, Arrays.copyOfRange(jpeg, at, jpeg.length - END.length));
    }

    /** A segment with its marker and length. */
    public static byte[] segment(int marker, byte... content) {
        int length = content.length + 2;
        return joined(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, content);
    }

    static byte[] joined(byte[]... all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] one : all) {
            out.writeBytes(one);
        }
        return out.toByteArray();
    }

    /** How many segments there are, the head of the first scan included. */
    public int size() {
        return segments.size();
    }

    private static int marker(byte[] segment) {
        return segment[1] & 0xFF;
    }

    /** With bytes before one of the segments; 0: the first. */
    public JpegParts with(int before, byte[] bytes) {
        List<byte[]> more = new ArrayList<>(segments);
        more.add(before, bytes);
        return new JpegParts(more, pixels);
    }

    /** Without the segments of a kind. */
    public JpegParts without(int marker) {
        return filtered(segment -> marker(segment) != marker);
    }

    private JpegParts filtered(Predicate<byte[]> kept) {
        return new JpegParts(segments.stream().filter(kept).toList(), pixels);
    }

    /** With other pixels of the first scan and all that follows, but the end marker. */
    public JpegParts withPixels(byte[] others) {
        return new JpegParts(segments, others);
    }

    /** With one byte of the last segment, the head of the first scan, changed. */
    public JpegParts withScanByte(int fromItsEnd, int value) {
        List<byte[]> others = new ArrayList<>(segments);
        byte[] scan = others.remove(others.size() - 1).clone();
        scan[scan.length - fromItsEnd] = (byte) value;
        others.add(scan);
        return new JpegParts(others, pixels);
    }

    /** The coded pixels of the first scan, and all that follows but the end marker. */
    public byte[] pixels() {
        return pixels.clone();
    }

    /** All but the end marker. */
    public byte[] withoutEnd() {
        List<byte[]> all = new ArrayList<>(segments);
        all.add(0, START);
        all.add(pixels);
        return joined(all.toArray(byte[][]::new));
    }

    /** The whole file. */
    public byte[] bytes() {
        return joined(withoutEnd(), END);
    }
}
