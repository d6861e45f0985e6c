package dev.chorus.tools.testmodels.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files of few bytes that take long to decode: all samples are 0, which deflate makes a thousandth of. */
public final class CostlyPng {

    /** What a pixel consists of, by its number in the header (PNG specification, 11.2.2). */
    public enum Colour {
        GRAY(0, 1),
        RGB(2, 3),
        PALETTE(3, 1),
        RGBA(6, 4);

        private final int code;
        private final int samples;

        Colour(int code, int samples) {
            this.code = code;
            this.samples = samples;
        }
    }

    /** Adam7: the first column and row, and the steps of both, of each pass. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int PAETH = 4;

    private final int width;
    private final int height;
    private final Colour colour;
    private final int bits;
    private boolean interlaced;
    private int chunkBytes = Integer.MAX_VALUE;
    private int texts;

    private CostlyPng(int width, int height, Colour colour, int bits) {
        this.width = width;
        this.height = height;
        this.colour = colour;
        this.bits = bits;
    }

    /** @param bits of each sample, 1 to 16 */
    public static CostlyPng of(int width, int height, Colour colour, int bits) {
        return new CostlyPng(width, height, colour, bits);
    }

    /** In seven passes. */
    public CostlyPng interlaced() {
        interlaced = true;
        return this;
    }

    /** Its data in chunks of so many bytes. */
    public CostlyPng chunks(int bytes) {
        chunkBytes = bytes;
        return this;
    }

    /** Compressed texts before its data, of 64 MB each. */
    public CostlyPng texts(int count) {
        texts = count;
        return this;
    }

    /** The content of the file. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A});
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {(byte) bits, (byte) colour.code, 0, 0, (byte) (interlaced ? 1 : 0)})
                        .array());
        if (colour == Colour.PALETTE) {
            chunk(out, "PLTE", new byte[3]);
        }
        if (texts > 0) {
            byte[] text = text();
            for (int number = 0; number < texts; number++) {
                chunk(out, "zTXt", text);
            }
        }
        byte[] data = data();
        for (int at = 0; at < data.length; at += chunkBytes) {
            int length = Math.min(chunkBytes, data.length - at);
            chunk(out, "IDAT", ByteBuffer.allocate(length).put(data, at, length).array());
            if (chunkBytes == Integer.MAX_VALUE) {
                break;
            }
        }
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("Comment\0\0".getBytes(StandardCharsets.US_ASCII));
        Deflated deflated = new Deflated(out);
        for (int number = 0; number < 64; number++) {
            deflated.add(new byte[1 << 20]);
        }
        deflated.end();
        return out.toByteArray();
    }

    private byte[] data() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflated deflated = new Deflated(out);
        for (int[] pass : interlaced ? PASSES : new int[][] {{0, 0, 1, 1}}) {
            int across = (width - pass[0] + pass[2] - 1) / pass[2];
            int down = (height - pass[1] + pass[3] - 1) / pass[3];
            byte[] row = new byte[1 + (across * colour.samples * bits + Byte.SIZE - 1) / Byte.SIZE];
            row[0] = PAETH;
            for (int number = 0; number < down && across > 0; number++) {
                deflated.add(row);
            }
        }
        deflated.end();
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        ByteBuffer typed = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content);
        CRC32 checksum = new CRC32();
        checksum.update(typed.array());
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(typed.array());
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    /** Writes compressed. */
    private static final class Deflated {

        private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        private final byte[] buffer = new byte[1 << 16];
        private final ByteArrayOutputStream out;

        Deflated(ByteArrayOutputStream out) {
            this.out = out;
        }

        void add(byte[] bytes) {
            deflater.setInput(bytes);
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }

        void end() {
            deflater.finish();
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            deflater.end();
        }
    }
}
