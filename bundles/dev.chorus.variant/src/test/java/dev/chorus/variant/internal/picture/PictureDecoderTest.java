package dev.chorus.variant.internal.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.inference.api.Picture;
import dev.chorus.variant.internal.picture.jpeg.JpegScans;
import dev.chorus.variant.internal.picture.jpeg.JpegSegments;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {

    private static final PictureLimits LIMITS = new PictureLimits(1 << 20, 100_000);

    private final PictureDecoder decoder = new PictureDecoder();
    private final PixelBuffer buffer = new PixelBuffer();

    @Test
    void decode_jpeg_givesItsColour() throws PictureRefusedException {
        Picture picture = decode(TestPictures.jpeg(40, 30, new Color(200, 100, 50)));

        assertEquals(40, picture.width());
        assertEquals(30, picture.height());
        PixelAssert.assertColour(picture, 17, 11, 200, 100, 50, 3);
    }

    @Test
    void decode_png_givesEveryPixelAsItIs() throws PictureRefusedException {
        long seed = new Random().nextLong();
        var image = TestPictures.noise(31, 17, seed);

        Picture picture = decode(TestPictures.encoded("png", image));

        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 31; x++) {
                Color colour = new Color(image.getRGB(x, y));
                assertEquals(colour, PixelAssert.colour(picture, x, y), "seed " + seed);
            }
        }
    }

    @Test
    void decode_onePictureAfterTheOther_usesTheBufferAgain() throws PictureRefusedException {
        decode(TestPictures.png(300, 300, Color.GREEN));
        Picture small = decode(TestPictures.png(2, 1, Color.BLUE));

        assertEquals(6, small.rgb().remaining());
        PixelAssert.assertColour(small, 1, 0, 0, 0, 255, 0);
    }

    @Test
    void decode_oneRowTooMany_isRefused() throws PictureRefusedException {
        assertEquals(400, decode(TestPictures.png(250, 400, Color.RED)).height());
        assertEquals(Refusal.TOO_MANY_PIXELS, refusal(TestPictures.png(250, 401, Color.RED)));
        assertEquals(Refusal.TOO_MANY_PIXELS, refusal(TestPictures.jpeg(250, 401, Color.RED)));
    }

    @Test
    void decode_hugeHeaderInATinyFile_isRefusedBeforePixelsAreTouched() {
        assertEquals(Refusal.TOO_MANY_PIXELS, refusal(TestPictures.hugePng(10_000, 5_000)));
        assertEquals(Refusal.TOO_MANY_PIXELS, refusal(TestPictures.hugePng(Integer.MAX_VALUE, Integer.MAX_VALUE)));
        assertEquals(Refusal.DAMAGED, refusal(TestPictures.hugePng(0, 5)));
        assertEquals(Refusal.DAMAGED, refusal(TestPictures.hugePng(-1, -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void decode_fileCutAnywhere_isRefusedAsDamaged(String format) {
        byte[] whole = TestPictures.encoded(format, TestPictures.noise(64, 64, 5));
        int end = format.equals("png") ? whole.length - 12 : whole.length - 2;
        for (int length = 8; length < end; length += length < 700 || length > end - 40 ? 1 : 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertEquals(Refusal.DAMAGED, refusal(cut), "cut to " + length + " of " + whole.length);
        }
    }

    @Test
    void decode_jpegOfCountlessScans_isRefusedBeforeItIsDecoded() throws Exception {
        byte[] progressive = TestPictures.progressive("jpeg", TestPictures.noise(64, 64, 5));
        int lastScan = lastScan(progressive);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(progressive, 0, progressive.length - 2);
        for (int times = 0; times < 50; times++) {
            bomb.write(progressive, lastScan, progressive.length - 2 - lastScan);
        }
        bomb.write(progressive, progressive.length - 2, 2);

        assertEquals(10, JpegScans.of(JpegSegments.of(progressive, 0)).count());
        assertEquals(60, JpegScans.of(JpegSegments.of(bomb.toByteArray(), 0)).count());
        assertEquals(64, decode(progressive).width());
        assertEquals(Refusal.DAMAGED, refusal(bomb.toByteArray()));
    }

    @Test
    void decode_whatFollowsTheEndOfAJpeg_isNotLookedAt() throws PictureRefusedException {
        byte[] jpeg = TestPictures.jpeg(16, 16, Color.RED);
        byte[] followed = Arrays.copyOf(jpeg, jpeg.length + 1000);
        for (int at = jpeg.length; at + 4 <= followed.length; at += 4) {
            System.arraycopy(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 2}, 0, followed, at, 4);
        }

        PixelAssert.assertColour(decode(followed), 8, 8, 254, 0, 0, 3);
    }

    @Test
    void decode_bytesFlippedAnywhere_neverThrowsAnythingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (String format : new String[] {"jpeg", "png"}) {
            byte[] whole = TestPictures.encoded(format, TestPictures.noise(48, 48, seed));
            for (int round = 0; round < 300; round++) {
                byte[] flipped = whole.clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    flipped[8 + random.nextInt(whole.length - 8)] = (byte) random.nextInt(256);
                }
                try {
                    decode(flipped);
                } catch (PictureRefusedException e) {
                    assertTrue(e.refusal().isOfPicture(), "seed " + seed);
                }
            }
        }
    }

    private static int lastScan(byte[] jpeg) {
        int at = jpeg.length - 2;
        while ((jpeg[at] & 0xFF) != 0xFF || (jpeg[at + 1] & 0xFF) != 0xDA) {
            at--;
        }
        return at;
    }

    private Picture decode(byte[] payload) throws PictureRefusedException {
        PictureType type = PictureType.check(payload, LIMITS);
        return decoder.decode(payload, type, LIMITS, PictureDecoder.WHOLE, buffer);
    }

    private Refusal refusal(byte[] payload) {
        return assertThrows(PictureRefusedException.class, () -> decode(payload))
                .refusal();
    }
}
