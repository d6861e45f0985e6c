package dev.chorus.tools.testmodels.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Makes the faults of PNG files of one that has none. Stateless. */
public final class PngFaults {

    private static final int SIGNATURE = 8;
    private static final int AROUND = 12;
    private static final List<String> NEEDED = List.of("IHDR", "PLTE", "IDAT");
    private static final List<String> OTHERS = List.of(
            "tEXt", "zTXt", "iTXt", "iCCP", "gAMA", "cHRM", "pHYs", "tIME", "bKGD", "hIST", "sBIT", "sPLT", "eXIf",
            "acTL", "fcTL", "prVt");

    private PngFaults() {}

    private record Chunk(String type, byte[] data) {

        byte[] bytes() {
            return bytes(0);
        }

        /** @param error what the checksum differs by */
        byte[] bytes(int error) {
            byte[] named = JpegParts.joined(type.getBytes(ISO_8859_1), data);
            CRC32 checksum = new CRC32();
            checksum.update(named);
            return ByteBuffer.allocate(data.length + AROUND)
                    .putInt(data.length)
                    .put(named)
                    .putInt((int) checksum.getValue() ^ error)
                    .array();
        }
    }

    /** A file with one more chunk behind the header. */
    public static byte[] with(byte[] png, String type, byte[] data) {
        return before(png, chunks(png).get(1).type(), type, data);
    }

    /** A file with one more chunk before the first one of a type. */
    public static byte[] before(byte[] png, String next, String type, byte[] data) {
        List<byte[]> parts = new ArrayList<>(List.of(Arrays.copyOf(png, SIGNATURE)));
        boolean added = false;
        for (Chunk chunk : chunks(png)) {
            if (!added && chunk.type().equals(next)) {
                parts.add(new Chunk(type, data).bytes());
                added = true;
            }
            parts.add(chunk.bytes());
        }
        return JpegParts.joined(parts.toArray(byte[][]::new));
    }

    private static List<Chunk> chunks(byte[] png) {
        List<Chunk> chunks = new ArrayList<>();
        for (int at = SIGNATURE; at < png.length; ) {
            int length = ByteBuffer.wrap(png).getInt(at);
            chunks.add(new Chunk(
                    new String(png, at + 4, 4, ISO_8859_1), Arrays.copyOfRange(png, at + 8, at + 8 + length)));
            at += AROUND + length;
        }
        return chunks;
    }

    /**
     * All kinds.
     *
     * @param png one without faults, without transparency but where it has a palette
     */
    public static List<PictureFault> of(byte[] png) {
        List<PictureFault> faults = new ArrayList<>();
        byte[] open = Arrays.copyOf(png, png.length - AROUND);
        byte[] line = "\r\n".getBytes(ISO_8859_1);
        taken(faults, "no end", open);
        for (int missing = 1; missing < AROUND; missing++) {
            taken(faults, "end cut by " + missing, Arrays.copyOf(png, png.length - missing));
        }
        taken(faults, "zeros for the end", JpegParts.joined(open, new byte[12]));
        taken(faults, "text behind", JpegParts.joined(png, "\r\n--frame\r\n".getBytes(ISO_8859_1)));
        taken(faults, "text behind, no end", JpegParts.joined(open, "\r\n--frame--\r\n".getBytes(ISO_8859_1)));
        taken(faults, "another picture behind", JpegParts.joined(png, png));
        taken(faults, "end of a line before", JpegParts.joined(line, png));
        taken(
                faults,
                "head of a part before",
                JpegParts.joined("--frame\r\nContent-Type: image/png\r\n\r\n".getBytes(ISO_8859_1), png));
        taken(faults, "cut in a text behind the pixels", JpegParts.joined(open, new byte[] {
            0, 0, 1, 0, 't', 'E', 'X', 't', 'a'
        }));
        checksums(faults, png);
        others(faults, png);
        cuts(faults, png);
        return faults;
    }

    private static void checksums(List<PictureFault> faults, byte[] png) {
        List<Chunk> chunks = chunks(png);
        for (int wrong = 0; wrong < chunks.size(); wrong++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(png, 0, SIGNATURE);
            for (int number = 0; number < chunks.size(); number++) {
                out.writeBytes(chunks.get(number).bytes(number == wrong ? 1 << number % 32 : 0));
            }
            String type = chunks.get(wrong).type();
            faults.add(new PictureFault(
                    "checksum of " + type + " " + wrong + " wrong", out.toByteArray(), !NEEDED.contains(type)));
        }
    }

    private static void others(List<PictureFault> faults, byte[] png) {
        for (String type : OTHERS) {
            byte[] rubbish = new byte[57];
            new Random(5).nextBytes(rubbish);
            taken(faults, "empty " + type, with(png, type, new byte[0]));
            taken(faults, "rubbish in " + type, with(png, type, rubbish));
            byte[] wrong = with(png, type, rubbish);
            wrong[SIGNATURE + AROUND + 13 + 8 + 57] ^= 0x10;
            taken(faults, "checksum of " + type + " wrong", wrong);
        }
    }

    private static void cuts(List<PictureFault> faults, byte[] png) {
        int pixels = png.length - AROUND;
        for (int share = 1; share < 24; share++) {
            int length = pixels * share / 24;
            faults.add(new PictureFault("cut to " + share + "/24", Arrays.copyOf(png, length), false));
            byte[] zeros = Arrays.copyOf(Arrays.copyOf(png, length), png.length);
            faults.add(new PictureFault("zeros from " + share + "/24 on", zeros, false));
        }
        for (int missing = 1; missing < 6; missing++) {
            faults.add(new PictureFault("cut by " + missing, Arrays.copyOf(png, pixels - missing), false));
        }
    }

    private static void taken(List<PictureFault> faults, String name, byte[] file) {
        faults.add(new PictureFault(name, file, true));
    }
}
