package dev.chorus.tools.evaluation.ask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.pictures.RasterPicture;
import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureRefusedException;
import dev.chorus.variant.internal.picture.PictureType;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured and trained with is what a gateway's decoder makes of the same file, byte by byte. */
class DecodingAgreementTest {

    private static final int WIDTH = 37;
    private static final int HEIGHT = 23;
    private static final PictureLimits LIMITS = new PictureLimits(1 << 20, 1 << 20);

    static Stream<Arguments> files() {
        byte[] ramp = new byte[256];
        for (int index = 0; index < ramp.length; index++) {
            ramp[index] = (byte) index;
        }
        IndexColorModel palette = new IndexColorModel(8, 256, ramp, ramp, ramp, ramp);
        return Stream.of(
                Arguments.of("jpeg", new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB)),
                Arguments.of("jpeg", new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY)),
                Arguments.of("png", new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB)),
                Arguments.of("png", new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB)),
                Arguments.of("png", new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY)),
                Arguments.of("png", new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY)),
                Arguments.of("png", new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY)),
                Arguments.of("png", new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, palette)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void decode_anyKindOfPicture_isWhatAGatewaySees(String format, BufferedImage image)
            throws IOException, PictureRefusedException {
        // given
        Random random = new Random(5);
        for (int at = 0; at < WIDTH * HEIGHT; at++) {
            image.setRGB(at % WIDTH, at / WIDTH, random.nextInt());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, file), format);

        // when
        RasterPicture here = RasterPicture.decode(file.toByteArray());
        dev.chorus.inference.api.Picture there = onGateway(file.toByteArray());

        // then
        byte[] expected = new byte[there.rgb().remaining()];
        there.rgb().get(expected);
        assertEquals(there.width(), here.width());
        assertArrayEquals(expected, here.rgb());
        assertTrue(Arrays.hashCode(expected) != Arrays.hashCode(new byte[expected.length]), "is black");
    }

    private static dev.chorus.inference.api.Picture onGateway(byte[] file) throws PictureRefusedException {
        PictureType type = PictureType.check(file, LIMITS);
        return new PictureDecoder().decode(file, type, LIMITS, PictureDecoder.WHOLE, new PixelBuffer());
    }
}
