package dev.chorus.inference.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.chorus.core.family.Framing;
import dev.chorus.core.family.Framing.Resize;
import dev.chorus.core.family.Framing.Smoothing;
import dev.chorus.tools.testmodels.ResizeModel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizerTest {

    @ParameterizedTest
    @CsvSource({"96, 96, 24", "96, 96, 40", "97, 61, 32", "640, 480, 224", "20, 30, 48", "32, 32, 32", "1, 1, 8"})
    void resize_anySize_givesTheBytesOfOnnxRuntime(int width, int height, int side) throws OrtException {
        // given
        byte[] rgb = new byte[width * height * 3];
        new Random(11).nextBytes(rgb);
        Picture picture = Picture.of(width, height, rgb);

        // when
        byte[] ours = new byte[side * side * 3];
        new Resizer(width, height, side).resize(picture.rgb(), ours);
        byte[] oursOfHeap = new Resizer(width, height, side).resize(rgb);

        // then
        assertArrayEquals(resizedByOnnxRuntime(picture, side), ours);
        assertArrayEquals(ours, oursOfHeap);
    }

    /** Checksums of what Pillow 12.3 and torchvision 0.28 make of {@link #drawn}; letterboxed by ImageDraw's paste. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            160, 120, 64, STRETCH, 1, BILINEAR, 171afc3f
            160, 120, 64, FIT_SHORTEST, 1, BILINEAR, 6f185d39
            160, 120, 64, LETTERBOX, 1, BILINEAR, b0a0132d
            160, 120, 64, STRETCH, 1, BICUBIC, 5e5ab454
            160, 120, 64, FIT_SHORTEST, 1, BICUBIC, 7e18cd9a
            160, 120, 64, LETTERBOX, 1, BICUBIC, 3389240d
            160, 120, 64, STRETCH, 0.875, BILINEAR, 5e9694e8
            160, 120, 64, FIT_SHORTEST, 0.875, BILINEAR, 0bfbe4c2
            160, 120, 64, STRETCH, 0.875, BICUBIC, 937eaf5e
            160, 120, 64, FIT_SHORTEST, 0.875, BICUBIC, 8834803b
            160, 120, 48, STRETCH, 0.9, BILINEAR, ab00ebe5
            160, 120, 48, FIT_SHORTEST, 0.9, BILINEAR, f8dc085d
            160, 120, 48, STRETCH, 0.9, BICUBIC, 9b862d6c
            160, 120, 48, FIT_SHORTEST, 0.9, BICUBIC, 1962293a
            120, 161, 64, STRETCH, 1, BILINEAR, 09065484
            120, 161, 64, FIT_SHORTEST, 1, BILINEAR, 3fbf8e10
            120, 161, 64, LETTERBOX, 1, BILINEAR, 9cf62511
            120, 161, 64, STRETCH, 1, BICUBIC, 13e0a81a
            120, 161, 64, FIT_SHORTEST, 1, BICUBIC, 7409c7f0
            120, 161, 64, LETTERBOX, 1, BICUBIC, 92f721ab
            120, 161, 64, STRETCH, 0.875, BILINEAR, f0a9c190
            120, 161, 64, FIT_SHORTEST, 0.875, BILINEAR, 1c942ee2
            120, 161, 64, STRETCH, 0.875, BICUBIC, ab372df8
            120, 161, 64, FIT_SHORTEST, 0.875, BICUBIC, 4ae2a72e
            120, 161, 48, STRETCH, 0.9, BILINEAR, 2de977f7
            120, 161, 48, FIT_SHORTEST, 0.9, BILINEAR, 0c1292de
            120, 161, 48, STRETCH, 0.9, BICUBIC, a240dad7
            120, 161, 48, FIT_SHORTEST, 0.9, BICUBIC, 00e00af8
            97, 61, 64, STRETCH, 1, BILINEAR, db888513
            97, 61, 64, FIT_SHORTEST, 1, BILINEAR, a32de3dd
            97, 61, 64, LETTERBOX, 1, BILINEAR, 1494cb19
            97, 61, 64, STRETCH, 1, BICUBIC, f9ad22f8
            97, 61, 64, FIT_SHORTEST, 1, BICUBIC, 4e6588d5
            97, 61, 64, LETTERBOX, 1, BICUBIC, eb63850f
            97, 61, 64, STRETCH, 0.875, BILINEAR, ff503ad4
            97, 61, 64, FIT_SHORTEST, 0.875, BILINEAR, ba239539
            97, 61, 64, STRETCH, 0.875, BICUBIC, 4e55d081
            97, 61, 64, FIT_SHORTEST, 0.875, BICUBIC, fdf04239
            97, 61, 48, STRETCH, 0.9, BILINEAR, b141dacf
            97, 61, 48, FIT_SHORTEST, 0.9, BILINEAR, ecf51064
            97, 61, 48, STRETCH, 0.9, BICUBIC, 9b3b8a03
            97, 61, 48, FIT_SHORTEST, 0.9, BICUBIC, c5612593
            640, 480, 64, STRETCH, 1, BILINEAR, e559d815
            640, 480, 64, FIT_SHORTEST, 1, BILINEAR, afdbd254
            640, 480, 64, LETTERBOX, 1, BILINEAR, 11ddaa56
            640, 480, 64, STRETCH, 1, BICUBIC, 22d07068
            640, 480, 64, FIT_SHORTEST, 1, BICUBIC, 13a5e14f
            640, 480, 64, LETTERBOX, 1, BICUBIC, 1a777224
            640, 480, 64, STRETCH, 0.875, BILINEAR, 79dd6dc9
            640, 480, 64, FIT_SHORTEST, 0.875, BILINEAR, cef3b9ef
            640, 480, 64, STRETCH, 0.875, BICUBIC, a9186f96
            640, 480, 64, FIT_SHORTEST, 0.875, BICUBIC, 8c3d7c2c
            640, 480, 48, STRETCH, 0.9, BILINEAR, 69a77ce6
            640, 480, 48, FIT_SHORTEST, 0.9, BILINEAR, 990ea885
            640, 480, 48, STRETCH, 0.9, BICUBIC, f439e5a9
            640, 480, 48, FIT_SHORTEST, 0.9, BICUBIC, 9b7a6366
            20, 31, 64, STRETCH, 1, BILINEAR, 289695a7
            20, 31, 64, FIT_SHORTEST, 1, BILINEAR, 7399181b
            20, 31, 64, LETTERBOX, 1, BILINEAR, 8bcd6537
            20, 31, 64, STRETCH, 1, BICUBIC, 62bbd294
            20, 31, 64, FIT_SHORTEST, 1, BICUBIC, 3745737f
            20, 31, 64, LETTERBOX, 1, BICUBIC, 33ee5a40
            20, 31, 64, STRETCH, 0.875, BILINEAR, ea7de4c4
            20, 31, 64, FIT_SHORTEST, 0.875, BILINEAR, f0266a26
            20, 31, 64, STRETCH, 0.875, BICUBIC, 44e0af82
            20, 31, 64, FIT_SHORTEST, 0.875, BICUBIC, fa25c088
            20, 31, 48, STRETCH, 0.9, BILINEAR, 07926de0
            20, 31, 48, FIT_SHORTEST, 0.9, BILINEAR, 8ac8e2cf
            20, 31, 48, STRETCH, 0.9, BICUBIC, 7e14304c
            20, 31, 48, FIT_SHORTEST, 0.9, BICUBIC, 3edf268e
            64, 64, 64, STRETCH, 1, BILINEAR, ea825651
            64, 64, 64, FIT_SHORTEST, 1, BILINEAR, ea825651
            64, 64, 64, LETTERBOX, 1, BILINEAR, ea825651
            64, 64, 64, STRETCH, 1, BICUBIC, ea825651
            64, 64, 64, FIT_SHORTEST, 1, BICUBIC, ea825651
            64, 64, 64, LETTERBOX, 1, BICUBIC, ea825651
            64, 64, 64, STRETCH, 0.875, BILINEAR, 804677f1
            64, 64, 64, FIT_SHORTEST, 0.875, BILINEAR, 804677f1
            64, 64, 64, STRETCH, 0.875, BICUBIC, 8431bda9
            64, 64, 64, FIT_SHORTEST, 0.875, BICUBIC, 8431bda9
            64, 64, 48, STRETCH, 0.9, BILINEAR, 77c45c83
            64, 64, 48, FIT_SHORTEST, 0.9, BILINEAR, 77c45c83
            64, 64, 48, STRETCH, 0.9, BICUBIC, 179a2642
            64, 64, 48, FIT_SHORTEST, 0.9, BICUBIC, 179a2642
            2000, 3, 64, STRETCH, 1, BILINEAR, 147f9d6c
            2000, 3, 64, FIT_SHORTEST, 1, BILINEAR, 9b6fcf7c
            2000, 3, 64, LETTERBOX, 1, BILINEAR, 3e76e8a2
            2000, 3, 64, STRETCH, 1, BICUBIC, a728c4d1
            2000, 3, 64, FIT_SHORTEST, 1, BICUBIC, d81e6140
            2000, 3, 64, LETTERBOX, 1, BICUBIC, ea8df4d5
            2000, 3, 64, STRETCH, 0.875, BILINEAR, c3ebca77
            2000, 3, 64, FIT_SHORTEST, 0.875, BILINEAR, 1beec5e4
            2000, 3, 64, STRETCH, 0.875, BICUBIC, 570d4ddb
            2000, 3, 64, FIT_SHORTEST, 0.875, BICUBIC, ca693bd5
            2000, 3, 48, STRETCH, 0.9, BILINEAR, 7403df4e
            2000, 3, 48, FIT_SHORTEST, 0.9, BILINEAR, 99f3e6a3
            2000, 3, 48, STRETCH, 0.9, BICUBIC, 92285132
            2000, 3, 48, FIT_SHORTEST, 0.9, BICUBIC, e05b97a5
            """)
    void resize_withSmoothing_givesTheBytesOfPillow(
            int width, int height, int side, Resize resize, double crop, Smoothing smoothing, String checksum) {
        Framing framing = new Framing(resize, crop, smoothing, 114);

        byte[] square = new Resizer(width, height, side, framing).resize(drawn(width, height));

        CRC32 crc = new CRC32();
        crc.update(square);
        assertEquals(checksum, String.format("%08x", crc.getValue()));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            160, 120, STRETCH, 0.875
            160, 120, FIT_SHORTEST, 1
            120, 161, FIT_SHORTEST, 0.9
            20, 31, FIT_SHORTEST, 1
            160, 120, LETTERBOX, 1
            9, 31, LETTERBOX, 1
            """)
    void resize_withoutSmoothing_mixesTheFourPixelsAround(int width, int height, Resize resize, double crop) {
        // given
        int side = 64;
        Framing framing = new Framing(resize, crop, Smoothing.NONE, 7);
        byte[] picture = drawn(width, height);
        int scaledSide = (int) (side / crop);
        boolean wide = width > height;
        double columns = scaledSide;
        double rows = scaledSide;
        if (resize == Resize.FIT_SHORTEST) {
            columns = wide ? scaledSide * width / height : scaledSide;
            rows = wide ? scaledSide : scaledSide * height / width;
        } else if (resize == Resize.LETTERBOX) {
            columns = wide ? side : Math.rint((double) side * width / height);
            rows = wide ? Math.rint((double) side * height / width) : side;
        }

        // when
        byte[] square = new Resizer(width, height, side, framing).resize(picture);

        // then
        double left = Math.rint((columns - side) / 2);
        double top = Math.rint((rows - side) / 2);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    double column = left + x;
                    double row = top + y;
                    boolean inside = column >= 0 && column < columns && row >= 0 && row < rows;
                    double expected = inside
                            ? mixed(
                                    picture,
                                    width,
                                    height,
                                    (column + 0.5) * width / columns - 0.5,
                                    (row + 0.5) * height / rows - 0.5,
                                    channel)
                            : 7;
                    assertEquals(expected, square[(y * side + x) * 3 + channel] & 0xFF, 1.5, x + " " + y);
                }
            }
        }
    }

    private static double mixed(byte[] picture, int width, int height, double x, double y, int channel) {
        double column = Math.max(0, Math.min(width - 1, x));
        double row = Math.max(0, Math.min(height - 1, y));
        double sum = 0;
        for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
                int atX = Math.min(width - 1, (int) column + dx);
                int atY = Math.min(height - 1, (int) row + dy);
                double share = Math.abs(1 - dx - column % 1) * Math.abs(1 - dy - row % 1);
                sum += share * (picture[(atY * width + atX) * 3 + channel] & 0xFF);
            }
        }
        return sum;
    }

    /** The most pixels that a gateway decodes, in one row: neither overflow nor hundreds of megabytes. */
    @ParameterizedTest
    @CsvSource({"16000000, 1", "1, 16000000"})
    void resize_longestPicture_isBounded(int width, int height) {
        byte[] gray = new byte[width * height * 3];
        Arrays.fill(gray, (byte) 100);

        for (Resize resize : Resize.values()) {
            for (Smoothing smoothing : Smoothing.values()) {
                Framing framing = new Framing(resize, 1, smoothing, 100);
                byte[] square = new Resizer(width, height, 32, framing).resize(gray);

                for (byte sample : square) {
                    assertEquals(100, sample, framing.toString());
                }
            }
        }
    }

    /** Sample {@code 7x + 13y + 31c + xy}, modulo 256. */
    private static byte[] drawn(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int at = 0; at < rgb.length; at++) {
            int x = at / 3 % width;
            int y = at / 3 / width;
            rgb[at] = (byte) (x * 7 + y * 13 + at % 3 * 31 + x * y);
        }
        return rgb;
    }

    private static byte[] resizedByOnnxRuntime(Picture picture, int side) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, picture.height(), picture.width(), 3};
        try (OrtSession session = environment.createSession(ResizeModel.onnx(side));
                OnnxTensor input = OnnxTensor.createTensor(environment, picture.rgb(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("picture", input))) {
            ByteBuffer bytes = ((OnnxTensor) result.get(0)).getByteBuffer();
            byte[] target = new byte[bytes.remaining()];
            bytes.get(target);
            return target;
        }
    }
}
