package dev.chorus.variant.internal.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.inference.api.Picture;
import dev.chorus.tools.testmodels.pictures.ExifData;
import dev.chorus.tools.testmodels.pictures.JpegParts;
import dev.chorus.tools.testmodels.pictures.PngFaults;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrientationTest {

    private static final PictureLimits LIMITS = new PictureLimits(1 << 20, 1_000_000);
    private static final int WIDTH = 61;
    private static final int HEIGHT = 35;

    private final PictureDecoder decoder = new PictureDecoder();

    static Stream<Arguments> all() {
        return IntStream.rangeClosed(1, 8).boxed().flatMap(value -> Stream.of(
                        ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                .map(order -> Arguments.of(value, order)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void decode_pngWithOrientation_isUpright(int value, ByteOrder order) throws Exception {
        BufferedImage upright = TestPictures.noise(WIDTH, HEIGHT, value);
        byte[] plain = TestPictures.encoded("png", stored(upright, value));

        byte[] turned = PngFaults.with(plain, "eXIf", ExifData.orientation(value, order));

        assertSame(
                decode(TestPictures.encoded("png", upright), PictureDecoder.WHOLE),
                decode(turned, PictureDecoder.WHOLE));
    }

    @Test
    void decode_pngWithExifAsInAJpeg_isUpright() throws Exception {
        BufferedImage upright = TestPictures.noise(WIDTH, HEIGHT, 9);
        byte[] exif = ExifData.forJpeg(ExifData.orientation(6, ByteOrder.BIG_ENDIAN));

        byte[] turned = PngFaults.with(TestPictures.encoded("png", stored(upright, 6)), "eXIf", exif);

        assertSame(
                decode(TestPictures.encoded("png", upright), PictureDecoder.WHOLE),
                decode(turned, PictureDecoder.WHOLE));
    }

    @ParameterizedTest
    @MethodSource("all")
    void decode_jpegWithOrientation_isItsPixelsUprightAtEachSize(int value, ByteOrder order) throws Exception {
        BufferedImage image = TestPictures.drawn(WIDTH, HEIGHT, value);
        byte[] exif = JpegParts.segment(JpegParts.EXIF, ExifData.forJpeg(ExifData.orientation(value, order)));
        for (byte[] jpeg :
                new byte[][] {TestPictures.jpeg(image, 0.9f, 2, 2), TestPictures.progressive("jpeg", image)}) {
            for (int wanted : new int[] {4, 9, 17, PictureDecoder.WHOLE}) {
                Picture lying = decode(jpeg, wanted);
                for (int before = 0; before < 3; before++) {
                    Picture upright =
                            decode(JpegParts.of(jpeg).with(before, exif).bytes(), wanted);

                    assertSame(turned(lying, value), upright);
                }
            }
        }
    }

    /** Which way each value turns, by a corner that is told from the others. */
    @Test
    void decode_orientation_putsTheFirstPixelWhereExifSays() throws Exception {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xFFFFFF);
        int[][] corners = {{0, 0}, {2, 0}, {2, 1}, {0, 1}, {0, 0}, {1, 0}, {1, 2}, {0, 2}};
        for (int value = 1; value <= 8; value++) {
            byte[] data = ExifData.orientation(value, ByteOrder.BIG_ENDIAN);

            Picture picture =
                    decode(PngFaults.with(TestPictures.encoded("png", image), "eXIf", data), PictureDecoder.WHOLE);

            assertEquals(value < 5 ? 3 : 2, picture.width());
            int[] corner = corners[value - 1];
            PixelAssert.assertColour(picture, corner[0], corner[1], 255, 255, 255, 0);
        }
    }

    @Test
    void of_anyBytes_doesNotFail() {
        byte[] data = ExifData.orientation(6, ByteOrder.BIG_ENDIAN);
        for (int length = 0; length <= data.length; length++) {
            for (int at = 0; at < length; at++) {
                for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
                    byte[] changed = Arrays.copyOf(data, length);
                    changed[at] = (byte) value;
                    ExifOrientation.of(changed, 0, length);
                }
            }
        }
    }

    private static void assertSame(Picture expected, Picture actual) {
        assertEquals(expected.width(), actual.width());
        assertArrayEquals(bytes(expected), bytes(actual));
    }

    private static byte[] bytes(Picture picture) {
        byte[] bytes = new byte[picture.rgb().remaining()];
        picture.rgb().duplicate().get(bytes);
        return bytes;
    }

    /** Where a pixel of the file belongs in the upright picture (EXIF 2.32, tag 274). */
    private static int[] upright(int x, int y, int width, int height, int value) {
        return switch (value) {
            case 2 -> new int[] {width - 1 - x, y};
            case 3 -> new int[] {width - 1 - x, height - 1 - y};
            case 4 -> new int[] {x, height - 1 - y};
            case 5 -> new int[] {y, x};
            case 6 -> new int[] {height - 1 - y, x};
            case 7 -> new int[] {height - 1 - y, width - 1 - x};
            case 8 -> new int[] {y, width - 1 - x};
            default -> new int[] {x, y};
        };
    }

    private static Picture turned(Picture lying, int value) {
        int width = value < 5 ? lying.width() : lying.height();
        int height = value < 5 ? lying.height() : lying.width();
        byte[] from = bytes(lying);
        byte[] to = new byte[from.length];
        for (int y = 0; y < lying.height(); y++) {
            for (int x = 0; x < lying.width(); x++) {
                int[] at = upright(x, y, lying.width(), lying.height(), value);
                System.arraycopy(from, 3 * (y * lying.width() + x), to, 3 * (at[1] * width + at[0]), 3);
            }
        }
        return Picture.of(width, height, to);
    }

    /** As a camera that lies so would have it. */
    private static BufferedImage stored(BufferedImage upright, int value) {
        int width = value < 5 ? upright.getWidth() : upright.getHeight();
        int height = value < 5 ? upright.getHeight() : upright.getWidth();
        BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int[] at = upright(x, y, width, height, value);
                stored.setRGB(x, y, upright.getRGB(at[0], at[1]));
            }
        }
        return stored;
    }

    private Picture decode(byte[] file, int wanted) throws PictureRefusedException {
        return decoder.decode(file, PictureType.check(file, LIMITS), LIMITS, wanted, new PixelBuffer());
    }
}
