package dev.chorus.tools.testmodels.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes the faults of JPEG files of one that has none. Stateless. */
public final class JpegFaults {

    private static final byte[] START = {(byte) 0xFF, (byte) 0xD8};
    private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};
    private static final byte[] BOUNDARY = "\r\n--frame\r\nContent-Type: image/jpeg\r\n\r\n".getBytes(ISO_8859_1);
    private static final int SHARES = 24;

    private JpegFaults() {}

    /**
     * All kinds.
     *
     * @param jpeg one without faults, with more than 1000 bytes of pixels, none of them zeros at the end
     */
    public static List<PictureFault> of(byte[] jpeg) {
        List<PictureFault> faults = new ArrayList<>();
        ends(faults, jpeg);
        starts(faults, jpeg);
        between(faults, jpeg);
        applications(faults, jpeg);
        cuts(faults, jpeg);
        return faults;
    }

    /** What stands at the end of the pixels and behind. */
    private static void ends(List<PictureFault> faults, byte[] jpeg) {
        byte[] open = Arrays.copyOf(jpeg, jpeg.length - END.length);
        taken(faults, "no end", open);
        taken(faults, "half an end", Arrays.copyOf(jpeg, jpeg.length - 1));
        taken(faults, "zeros for the end", open, new byte[2]);
        taken(faults, "end of a line for the end", open, "\r\n".getBytes(ISO_8859_1));
        taken(faults, "fill bytes for the end", open, filled(2, 0xFF));
        taken(faults, "a block of zeros for the end", open, new byte[4096]);
        taken(faults, "zeros before the end", open, new byte[7], END);
        taken(faults, "a block of zeros before the end", open, new byte[512], END);
        taken(faults, "fill bytes before the end", open, filled(9, 0xFF), END);
        taken(faults, "end of a line before the end", open, "\r\n".getBytes(ISO_8859_1), END);
        taken(faults, "text behind", jpeg, BOUNDARY);
        taken(faults, "rubbish behind", jpeg, rubbish(300));
        taken(faults, "another picture behind", jpeg, jpeg);
        taken(faults, "another picture behind, no end", open, jpeg);
        taken(faults, "two ends", jpeg, END);
    }

    /** What stands before the first segment. */
    private static void starts(List<PictureFault> faults, byte[] jpeg) {
        taken(faults, "end of a line before", "\r\n".getBytes(ISO_8859_1), jpeg);
        taken(faults, "a zero before", new byte[1], jpeg);
        taken(faults, "many zeros before", new byte[512], jpeg);
        taken(faults, "a length before", new byte[] {0, 1, (byte) 0x86, (byte) 0xA0}, jpeg);
        taken(faults, "head of a part before", BOUNDARY, jpeg);
        taken(faults, "start twice", START, jpeg);
        taken(faults, "start three times", START, START, jpeg);
        taken(faults, "start, end of a line, start", START, "\r\n".getBytes(ISO_8859_1), jpeg);
        byte[] tiff = JpegParts.joined(new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0}, rubbish(40), jpeg);
        refused(faults, "inside a TIFF file", tiff);
        refused(
                faults,
                "inside a WebP file",
                JpegParts.joined("RIFF0000WEBPVP8 ".getBytes(ISO_8859_1), rubbish(40), jpeg));
        refused(faults, "far behind other bytes", JpegParts.joined(new byte[2000], jpeg));
    }

    /** What stands between segments. */
    private static void between(List<PictureFault> faults, byte[] jpeg) {
        JpegParts parts = JpegParts.of(jpeg);
        for (int before = 0; before < parts.size(); before++) {
            String where = " before segment " + before;
            taken(faults, "zeros" + where, parts.with(before, new byte[2]).bytes());
            taken(
                    faults,
                    "a fill byte" + where,
                    parts.with(before, filled(1, 0xFF)).bytes());
            taken(
                    faults,
                    "fill bytes" + where,
                    parts.with(before, filled(20, 0xFF)).bytes());
            taken(
                    faults,
                    "other bytes" + where,
                    parts.with(before, filled(9, 0x5A)).bytes());
            taken(
                    faults,
                    "a restart marker" + where,
                    parts.with(before, marker(0xD3)).bytes());
            taken(
                    faults,
                    "a temporary marker" + where,
                    parts.with(before, marker(0x01)).bytes());
            taken(faults, "a start" + where, parts.with(before, START).bytes());
            refused(faults, "an end" + where, parts.with(before, END).bytes());
        }
        byte[] pixels = parts.pixels();
        for (int at = 0; at + 1 < pixels.length; at++) {
            if (pixels[at] == -1 && pixels[at + 1] == 0) {
                byte[] before = Arrays.copyOf(pixels, at);
                byte[] behind = Arrays.copyOfRange(pixels, at, pixels.length);
                byte[] filled = JpegParts.joined(before, filled(3, 0xFF), behind);
                taken(
                        faults,
                        "fill bytes before a stuffed byte at " + at,
                        parts.withPixels(filled).bytes());
                at += pixels.length / 5;
            }
        }
        refused(
                faults,
                "no quantization tables",
                parts.without(JpegParts.QUANTIZATION_TABLES).bytes());
        refused(
                faults,
                "an unknown marker",
                parts.with(0, JpegParts.segment(0xF5, (byte) 1)).bytes());
    }

    /** Segments that say nothing about pixels. */
    private static void applications(List<PictureFault> faults, byte[] jpeg) {
        JpegParts parts = JpegParts.of(jpeg);
        for (int number = 0; number < 16; number++) {
            int marker = JpegParts.JFIF + number;
            taken(
                    faults,
                    "empty application " + number,
                    parts.with(1, JpegParts.segment(marker)).bytes());
            taken(
                    faults,
                    "rubbish in application " + number,
                    parts.with(1, JpegParts.segment(marker, rubbish(200))).bytes());
            taken(
                    faults,
                    "length 0 of application " + number,
                    parts.with(1, new byte[] {(byte) 0xFF, (byte) marker, 0, 0}).bytes());
        }
        taken(
                faults,
                "empty comment",
                parts.with(0, JpegParts.segment(JpegParts.COMMENT)).bytes());
        taken(
                faults,
                "rubbish in a comment",
                parts.with(0, JpegParts.segment(JpegParts.COMMENT, rubbish(70))).bytes());
        int[][] numbers = {{2, 2}, {0, 0}, {1, 255}, {255, 1}, {1, 1}, {1, 0}};
        for (int[] chunk : numbers) {
            byte[] profile = JpegParts.joined(
                    "ICC_PROFILE\0".getBytes(ISO_8859_1), new byte[] {(byte) chunk[0], (byte) chunk[1]}, rubbish(130));
            byte[] segment = JpegParts.segment(JpegParts.ICC, profile);
            String what = "color profile " + chunk[0] + " of " + chunk[1];
            taken(faults, what, parts.with(1, segment).bytes());
            taken(
                    faults,
                    what + ", twice",
                    parts.with(1, segment).with(2, segment).bytes());
            taken(
                    faults,
                    what + ", too short",
                    parts.with(1, JpegParts.segment(JpegParts.ICC, Arrays.copyOf(profile, 13)))
                            .bytes());
        }
        for (int transform : new int[] {0, 1, 2, 99}) {
            byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
            taken(
                    faults,
                    "JFIF and transform " + transform + " of Adobe",
                    parts.with(1, JpegParts.segment(JpegParts.ADOBE, adobe)).bytes());
        }
        byte[] jfif = {'J', 'F', 'I', 'F', 0, 9, 9, 7, 0, 0, 0, 0, 50, 50};
        taken(
                faults,
                "JFIF of another version, a thumbnail that is not there",
                parts.with(0, JpegParts.segment(JpegParts.JFIF, jfif)).bytes());
        taken(
                faults,
                "JFIF twice",
                parts.with(0, JpegParts.segment(JpegParts.JFIF, jfif))
                        .with(0, JpegParts.segment(JpegParts.JFIF, jfif))
                        .bytes());
        exif(faults, parts);
    }

    private static void exif(List<PictureFault> faults, JpegParts parts) {
        byte[] sixth = ExifData.orientation(6, ByteOrder.BIG_ENDIAN);
        for (int length = 0; length < 20; length += 3) {
            byte[] cut = Arrays.copyOf(ExifData.forJpeg(sixth), 4 + length);
            taken(
                    faults,
                    "EXIF of " + cut.length + " bytes",
                    parts.with(0, JpegParts.segment(JpegParts.EXIF, cut)).bytes());
        }
        byte[] far = sixth.clone();
        far[4] = 0x7F;
        byte[] many = sixth.clone();
        many[8] = (byte) 0xFF;
        many[10] = 0;
        many[22] = 0;
        byte[] order = sixth.clone();
        order[1] = 'I';
        for (byte[] broken : List.of(far, many, order, rubbish(90))) {
            taken(
                    faults,
                    "broken EXIF " + faults.size(),
                    parts.with(0, JpegParts.segment(JpegParts.EXIF, ExifData.forJpeg(broken)))
                            .bytes());
        }
        for (int none : new int[] {0, 9, 99, 65_535}) {
            byte[] data = ExifData.forJpeg(ExifData.orientation(none, ByteOrder.LITTLE_ENDIAN));
            taken(
                    faults,
                    "orientation " + none,
                    parts.with(0, JpegParts.segment(JpegParts.EXIF, data)).bytes());
        }
    }

    /** Files that do not have all pixels. */
    private static void cuts(List<PictureFault> faults, byte[] jpeg) {
        JpegParts parts = JpegParts.of(jpeg);
        byte[] pixels = parts.pixels();
        int head = jpeg.length - END.length - pixels.length;
        for (int share = 0; share < SHARES; share++) {
            int length = cut(pixels, share);
            byte[] cut = Arrays.copyOf(pixels, length);
            refused(faults, "cut to " + share + "/" + SHARES, Arrays.copyOf(jpeg, head + length));
            refused(
                    faults,
                    "cut to " + share + "/" + SHARES + ", then an end",
                    parts.withPixels(cut).bytes());
        }
        for (int missing = 1; missing < 6; missing++) {
            refused(
                    faults,
                    missing + " bytes of pixels missing",
                    Arrays.copyOf(jpeg, jpeg.length - END.length - missing));
        }
        for (int length = 4; length < head; length += 37) {
            refused(faults, "cut to " + length + " bytes", Arrays.copyOf(jpeg, length));
        }
    }

    /** Not between two scans of a progressive file, where what is before is whole. */
    private static int cut(byte[] pixels, int share) {
        int length = pixels.length * share / SHARES;
        while (length > 0 && isNearMarker(pixels, length)) {
            length--;
        }
        return length;
    }

    private static boolean isNearMarker(byte[] pixels, int length) {
        for (int at = Math.max(0, length - 2); at < Math.min(pixels.length, length + 2); at++) {
            if (pixels[at] == -1) {
                return true;
            }
        }
        return false;
    }

    private static byte[] marker(int marker) {
        return new byte[] {(byte) 0xFF, (byte) marker};
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Without bytes that begin a marker. */
    private static byte[] rubbish(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        for (int at = 0; at < count; at++) {
            bytes[at] = bytes[at] == -1 ? 1 : bytes[at];
        }
        return bytes;
    }

    private static void taken(List<PictureFault> faults, String name, byte[]... file) {
        faults.add(new PictureFault(name, JpegParts.joined(file), true));
    }

    private static void refused(List<PictureFault> faults, String name, byte[] file) {
        faults.add(new PictureFault(name, file, false));
    }
}
