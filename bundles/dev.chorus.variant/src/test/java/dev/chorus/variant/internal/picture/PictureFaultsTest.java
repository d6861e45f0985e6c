package dev.chorus.variant.internal.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.inference.api.Picture;
import dev.chorus.tools.testmodels.pictures.JpegFaults;
import dev.chorus.tools.testmodels.pictures.JpegParts;
import dev.chorus.tools.testmodels.pictures.PictureFault;
import dev.chorus.tools.testmodels.pictures.PngFaults;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures as cameras make them: what is taken has the pixels of a picture without the fault, at each size that is wanted. */
class PictureFaultsTest {

    private static final PictureLimits LIMITS = new PictureLimits(1 << 20, 1_000_000);
    private static final int[] WANTED = {10, 40, 70, PictureDecoder.WHOLE};

    private final PictureDecoder decoder = new PictureDecoder();

    static Stream<Arguments> jpegs() throws IOException {
        BufferedImage drawn = TestPictures.drawn(203, 149, 4);
        BufferedImage gray = new BufferedImage(203, 149, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = gray.createGraphics();
        pen.drawImage(drawn, 0, 0, null);
        pen.dispose();
        return Stream.of(
                Arguments.of("halved colors", TestPictures.jpeg(drawn, 0.9f, 2, 2)),
                Arguments.of("colors halved across", TestPictures.jpeg(drawn, 0.9f, 2, 1)),
                Arguments.of("all colors", TestPictures.jpeg(drawn, 0.9f, 1, 1)),
                Arguments.of("restart markers", TestPictures.jpeg(drawn, 0.9f, 2, 2, 3)),
                Arguments.of("gray", TestPictures.encoded("jpeg", gray)),
                Arguments.of("progressive", TestPictures.progressive("jpeg", TestPictures.drawn(90, 77, 4))),
                Arguments.of("progressive gray", TestPictures.progressive("jpeg", gray)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jpegs")
    void decode_jpegWithAFault_isTakenOrRefusedAtEachSize(String what, byte[] jpeg) throws Exception {
        assertEquals(List.of(), wrong(jpeg, JpegFaults.of(jpeg)));
    }

    static Stream<Arguments> pngs() throws IOException {
        BufferedImage drawn = TestPictures.drawn(83, 49, 4);
        BufferedImage palette = new BufferedImage(83, 49, BufferedImage.TYPE_BYTE_INDEXED);
        Graphics2D pen = palette.createGraphics();
        pen.drawImage(drawn, 0, 0, null);
        pen.dispose();
        return Stream.of(
                Arguments.of("colors", TestPictures.encoded("png", drawn)),
                Arguments.of("palette", TestPictures.encoded("png", palette)),
                Arguments.of("interlaced", TestPictures.progressive("png", drawn)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pngs")
    void decode_pngWithAFault_isTakenOrRefused(String what, byte[] png) throws Exception {
        assertEquals(List.of(), wrong(png, PngFaults.of(png)));
    }

    @Test
    void decode_transparencyOfMoreColorsThanThereAre_isThatOfThose() throws Exception {
        byte[] ramp = new byte[16];
        for (int index = 0; index < ramp.length; index++) {
            ramp[index] = (byte) (index * 16);
        }
        BufferedImage image =
                new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(4, 16, ramp, ramp, ramp));
        for (int x = 0; x < 16; x++) {
            image.getRaster().setSample(x, 3, 0, x);
        }
        byte[] png = TestPictures.encoded("png", image);
        byte[] entries = new byte[40];
        Arrays.fill(entries, (byte) 0xFF);
        entries[2] = 0;

        byte[] expected = pixels(png, PictureDecoder.WHOLE);
        Arrays.fill(expected, 3 * (3 * 16 + 2), 3 * (3 * 16 + 3), (byte) 0xFF);

        assertArrayEquals(expected, pixels(PngFaults.before(png, "IDAT", "tRNS", entries), PictureDecoder.WHOLE));
    }

    /** Which kinds may have the chunk, and how long it is then: PNG specification, 11.3.1.1. */
    @Test
    void decode_transparencyOfAnotherLength_isIgnored() throws Exception {
        byte[] colors = TestPictures.encoded("png", TestPictures.drawn(30, 20, 4));
        byte[] alpha = TestPictures.encoded("png", new BufferedImage(9, 9, BufferedImage.TYPE_INT_ARGB));
        for (byte[] png : List.of(colors, alpha)) {
            for (int length : new int[] {0, 1, 2, 5}) {
                byte[] with = PngFaults.before(png, "IDAT", "tRNS", new byte[length]);
                assertArrayEquals(pixels(png, PictureDecoder.WHOLE), pixels(with, PictureDecoder.WHOLE));
            }
        }
    }

    private List<String> wrong(byte[] without, List<PictureFault> faults) throws PictureRefusedException {
        assertTrue(faults.size() > 50, "there are " + faults.size());
        List<String> wrong = new ArrayList<>();
        for (int wanted : WANTED) {
            byte[] expected = pixels(without, wanted);
            for (PictureFault fault : faults) {
                String outcome = outcome(fault, wanted, expected);
                if (!outcome.equals(fault.taken() ? "taken" : "refused")) {
                    wrong.add(fault.name() + " for " + wanted + ": " + outcome);
                }
            }
        }
        return wrong;
    }

    private String outcome(PictureFault fault, int wanted, byte[] expected) {
        try {
            return Arrays.equals(expected, pixels(fault.file(), wanted)) ? "taken" : "other pixels";
        } catch (PictureRefusedException e) {
            return !e.refusal().isOfPicture() ? e.toString() : fault.taken() ? e.getMessage() : "refused";
        }
    }

    /** Motion JPEG leaves tables out. */
    @Test
    void decode_jpegWithoutHuffmanTables_hasTheStandardOnes() throws Exception {
        for (Arguments one : jpegs().limit(5).toList()) {
            byte[] jpeg = (byte[]) one.get()[1];
            byte[] without =
                    JpegParts.of(jpeg).without(JpegParts.HUFFMAN_TABLES).bytes();
            assertTrue(without.length < jpeg.length);
            for (int wanted : WANTED) {
                assertTrue(Arrays.equals(pixels(jpeg, wanted), pixels(without, wanted)), one.get()[0] + " " + wanted);
            }
        }
    }

    /** Programs without JFIF and Adobe mean YCbCr, whether colors are halved or not. */
    @Test
    void decode_jpegWithoutJfif_hasTheSameColors() throws Exception {
        for (Arguments one : jpegs().toList()) {
            byte[] jpeg = (byte[]) one.get()[1];
            byte[] without = JpegParts.of(jpeg).without(JpegParts.JFIF).bytes();
            for (int wanted : WANTED) {
                assertTrue(Arrays.equals(pixels(jpeg, wanted), pixels(without, wanted)), one.get()[0] + " " + wanted);
            }
        }
    }

    @Test
    void decode_restartMarkersOfAnyNumber_areTaken() throws Exception {
        byte[] jpeg = TestPictures.jpeg(TestPictures.drawn(203, 149, 4), 0.9f, 2, 2, 3);
        byte[] numbered = jpeg.clone();
        for (int at = 0; at + 1 < jpeg.length; at++) {
            if ((jpeg[at] & 0xFF) == 0xFF && (jpeg[at + 1] & 0xF8) == 0xD0) {
                numbered[at + 1] = (byte) 0xD5;
            }
        }
        for (int wanted : WANTED) {
            assertTrue(Arrays.equals(pixels(jpeg, wanted), pixels(numbered, wanted)), "for " + wanted);
        }
    }

    /** Some cameras leave the fields of progressive scans empty. */
    @Test
    void decode_baselineScanWithOtherSpectralSelection_isTaken() throws Exception {
        byte[] jpeg = TestPictures.jpeg(TestPictures.drawn(203, 149, 4), 0.9f, 2, 2);
        byte[] other = JpegParts.of(jpeg).withScanByte(2, 0).bytes();
        for (int wanted : WANTED) {
            assertTrue(Arrays.equals(pixels(jpeg, wanted), pixels(other, wanted)), "for " + wanted);
        }
    }

    /** Whatever is damaged, members of a family agree whether it is a picture. */
    @Test
    void decode_damagedAnywhere_hasOneVerdictForAllSizes() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (Arguments one : jpegs().toList()) {
            byte[] jpeg = (byte[]) one.get()[1];
            for (int round = 0; round < 400; round++) {
                byte[] damaged = damaged(jpeg, random);
                Set<String> verdicts = new HashSet<>();
                for (int wanted : WANTED) {
                    verdicts.add(verdict(damaged, wanted));
                }
                assertEquals(1, verdicts.size(), "seed " + seed + ", " + one.get()[0] + ": " + verdicts);
            }
        }
    }

    private static byte[] damaged(byte[] jpeg, Random random) {
        if (random.nextInt(4) == 0) {
            int from = random.nextInt(jpeg.length);
            int hole = Math.min(1 + random.nextInt(500), jpeg.length - from);
            byte[] rest = Arrays.copyOfRange(jpeg, from + hole, jpeg.length);
            byte[] damaged = Arrays.copyOf(jpeg, jpeg.length - hole);
            System.arraycopy(rest, 0, damaged, from, rest.length);
            return damaged;
        }
        byte[] damaged = jpeg.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private String verdict(byte[] file, int wanted) {
        try {
            pixels(file, wanted);
            return "taken";
        } catch (PictureRefusedException e) {
            return e.refusal().toString();
        }
    }

    /** The end of a file that was not received is often zeros, which are codes too. */
    @Test
    void decode_secondHalfOfZeros_isRefused() throws Exception {
        BufferedImage white = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = white.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 320, 240);
        pen.dispose();
        for (BufferedImage image : List.of(TestPictures.drawn(320, 240, 4), TestPictures.noise(320, 240, 5), white)) {
            for (byte[] jpeg : List.of(TestPictures.jpeg(image, 0.9f, 2, 2), TestPictures.progressive("jpeg", image))) {
                byte[] zeros = Arrays.copyOf(Arrays.copyOf(jpeg, jpeg.length * 2 / 3), jpeg.length);
                Set<String> verdicts = new HashSet<>();
                IntStream.of(WANTED).forEach(wanted -> verdicts.add(verdict(zeros, wanted)));
                assertEquals(Set.of("DAMAGED"), verdicts);
            }
        }
    }

    private byte[] pixels(byte[] file, int wanted) throws PictureRefusedException {
        PictureType type = PictureType.check(file, LIMITS);
        Picture picture = decoder.decode(file, type, LIMITS, wanted, new PixelBuffer());
        byte[] rgb = new byte[picture.rgb().remaining()];
        picture.rgb().get(rgb);
        return rgb;
    }
}
