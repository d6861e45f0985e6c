package dev.chorus.variant.internal.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.inference.api.Picture;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which JPEG and PNG can hold colours. */
class PictureKindsTest {

    private static final PictureLimits LIMITS = new PictureLimits(1 << 20, 100_000);

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void decode_gray_takesTheSampleForEachColour(String format) throws Exception {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        fill(image.getRaster(), 128);

        PixelAssert.assertColour(decode(TestPictures.encoded(format, image)), 9, 9, 128, 128, 128, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void decode_grayOfFewBits_spreadsThemOverTheRange(int bits) throws Exception {
        BufferedImage image = ImageTypeSpecifier.createGrayscale(bits, DataBuffer.TYPE_BYTE, false)
                .createBufferedImage(8, 8);
        fill(image.getRaster(), (1 << bits) - 1);
        image.getRaster().setSample(3, 2, 0, 0);

        Picture picture = decode(TestPictures.encoded("png", image));

        assertEquals(Color.WHITE, PixelAssert.colour(picture, 2, 2));
        assertEquals(Color.BLACK, PixelAssert.colour(picture, 3, 2));
    }

    @Test
    void decode_grayOfSixteenBits_takesTheHighOnes() throws Exception {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        fill(image.getRaster(), 0xC0FF);

        assertEquals(new Color(0xC0, 0xC0, 0xC0), PixelAssert.colour(decode(TestPictures.encoded("png", image)), 7, 7));
    }

    @Test
    void decode_coloursOfSixteenBits_takesTheHighOnes() throws Exception {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(8, 8);
        fill(raster, 0xFF01, 0x1000, 0x80FF);
        BufferedImage image = new BufferedImage(model, raster, false, null);

        assertEquals(new Color(0xFF, 0x10, 0x80), PixelAssert.colour(decode(TestPictures.encoded("png", image)), 0, 7));
    }

    @Test
    void decode_palette_looksItUp() throws Exception {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED);
        image.setRGB(5, 6, 0xFFFF0000);

        Picture picture = decode(TestPictures.encoded("png", image));

        assertEquals(Color.RED, PixelAssert.colour(picture, 5, 6));
        assertEquals(Color.BLACK, PixelAssert.colour(picture, 6, 5));
    }

    @Test
    void decode_transparency_standsOnWhite() throws Exception {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 1, 0xFF102030);
        image.setRGB(2, 2, 0x80000000);

        Picture picture = decode(TestPictures.encoded("png", image));

        assertEquals(new Color(0x10, 0x20, 0x30), PixelAssert.colour(picture, 1, 1));
        assertEquals(new Color(0x7F, 0x7F, 0x7F), PixelAssert.colour(picture, 2, 2));
        assertEquals(Color.WHITE, PixelAssert.colour(picture, 0, 0));
    }

    @Test
    void decode_grayWithTransparency_standsOnWhite() throws Exception {
        BufferedImage image = ImageTypeSpecifier.createGrayscale(8, DataBuffer.TYPE_BYTE, false, false)
                .createBufferedImage(8, 8);
        fill(image.getRaster(), 60, 255);
        image.getRaster().setPixel(4, 4, new int[] {60, 0});

        Picture picture = decode(TestPictures.encoded("png", image));

        assertEquals(new Color(60, 60, 60), PixelAssert.colour(picture, 0, 0));
        assertEquals(Color.WHITE, PixelAssert.colour(picture, 4, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void decode_interlaced_isLikeAnyOther(String format) throws Exception {
        BufferedImage image = new BufferedImage(33, 21, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 33; x++) {
            image.setRGB(x, 20, 0x00FF00);
        }

        Picture picture = decode(TestPictures.progressive(format, image));

        PixelAssert.assertColour(picture, 32, 20, 0, 255, 0, format.equals("png") ? 0 : 90);
        PixelAssert.assertColour(picture, 3, 3, 0, 0, 0, 2);
    }

    /** Expected is what libjpeg makes of the same file. */
    @ParameterizedTest
    @CsvSource({"0, 190, 146, 49", "2, 125, 1, 0"})
    void decode_inksAsAdobeWritesThem_becomeLight(int transform, int red, int green, int blue) throws Exception {
        // given
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        fill(raster, 0xFF - 40, 0xFF - 90, 0xFF - 200, 0xFF - 30);

        // when
        Picture picture = decode(adobeJpeg(raster, transform));

        // then
        PixelAssert.assertColour(picture, 8, 8, red, green, blue, 3);
    }

    private static void fill(WritableRaster raster, int... samples) {
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                raster.setPixel(x, y, samples);
            }
        }
    }

    /** @param transform what Adobe's marker (ITU-T T.872, section 6.5.3) says: 0 for CMYK, 2 for YCCK */
    private static byte[] adobeJpeg(Raster raster, int transform) throws IOException {
        byte[] jpeg = TestPictures.write(
                ImageIO.getImageWritersByFormatName("jpeg").next(), new IIOImage(raster, null, null), null);
        byte[] marker = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(marker);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static Picture decode(byte[] payload) throws PictureRefusedException {
        PictureType type = PictureType.check(payload, LIMITS);
        return new PictureDecoder().decode(payload, type, LIMITS, PictureDecoder.WHOLE, new PixelBuffer());
    }
}
