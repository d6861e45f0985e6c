package dev.chorus.variant.internal.picture.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compared with what the platform's reader makes of the same file at its full size. */
class ScaledJpegTest {

    private static final int WIDTH = 203;
    private static final int HEIGHT = 149;

    @ParameterizedTest
    @CsvSource({"10, 8", "19, 8", "20, 4", "38, 4", "39, 2", "75, 2"})
    void of_pixelsWanted_takesTheSmallestThatIsEnough(int enough, int divisor) throws IOException {
        ScaledJpeg jpeg = ScaledJpeg.of(coloured(), enough).orElseThrow();

        assertEquals(WIDTH, jpeg.fullWidth());
        assertEquals(HEIGHT, jpeg.fullHeight());
        assertEquals((WIDTH + divisor - 1) / divisor, jpeg.width());
        assertEquals((HEIGHT + divisor - 1) / divisor, jpeg.height());
    }

    @Test
    void of_moreThanHalfOfItsSize_isForTheOthers() throws IOException {
        assertEquals(Optional.empty(), ScaledJpeg.of(coloured(), HEIGHT / 2 + 2));
    }

    @ParameterizedTest
    @CsvSource({"10, 8", "30, 4", "70, 2"})
    void read_ofColours_givesTheMeanOfWhatEachPixelStandsFor(int enough, int divisor) throws IOException {
        byte[] file = coloured();

        assertClose(file, enough, divisor);
    }

    @ParameterizedTest
    @CsvSource({"10, 8", "30, 4", "70, 2"})
    void read_ofGrays_givesTheMeanOfWhatEachPixelStandsFor(int enough, int divisor) throws IOException {
        byte[] file = written(drawn(BufferedImage.TYPE_BYTE_GRAY), false);

        assertClose(file, enough, divisor);
    }

    @Test
    void of_progressive_isForTheOthers() throws IOException {
        assertEquals(Optional.empty(), ScaledJpeg.of(written(drawn(BufferedImage.TYPE_INT_RGB), true), 10));
    }

    @Test
    void of_thousandsOfTables_isForTheOthers() throws IOException {
        byte[] file = coloured();
        byte[] table = new byte[21];
        table[0] = (byte) 0xFF;
        table[1] = (byte) 0xC4;
        table[3] = 19;
        byte[] many = new byte[file.length + 1000 * table.length];
        many[0] = file[0];
        many[1] = file[1];
        for (int number = 0; number < 1000; number++) {
            System.arraycopy(table, 0, many, 2 + number * table.length, table.length);
        }
        System.arraycopy(file, 2, many, 2 + 1000 * table.length, file.length - 2);

        assertEquals(Optional.empty(), ScaledJpeg.of(many, 10));
    }

    @Test
    void read_ofAFileThatEndsTooEarly_isNotInOrder() throws IOException {
        byte[] file = coloured();
        for (int length = file.length - 1; length > file.length / 2; length -= 7) {
            byte[] cut = Arrays.copyOf(file, length);

            assertFalse(readable(cut), "of " + file.length + " bytes the first " + length);
        }
    }

    @Test
    void read_ofMoreThanThePixelsTake_isNotInOrder() throws IOException {
        byte[] file = coloured();
        byte[] more = new byte[file.length + 9];
        System.arraycopy(file, 0, more, 0, file.length - 2);
        System.arraycopy(file, file.length - 2, more, more.length - 2, 2);

        assertFalse(readable(more));
    }

    /** Whatever is in a file, it is read, or is not in order. */
    @Test
    void read_ofDamagedFiles_neverFailsOtherwise() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] file = coloured();
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = file.clone();
            for (int byteOf = random.nextInt(1, 8); byteOf > 0; byteOf--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            ScaledJpeg.of(damaged, 10)
                    .filter(jpeg -> (long) jpeg.width() * jpeg.height() < 1 << 22)
                    .ifPresent(jpeg -> jpeg.read(ByteBuffer.allocate(3 * jpeg.width() * jpeg.height()), () -> false));
        }
    }

    private static boolean readable(byte[] file) {
        ScaledJpeg jpeg = ScaledJpeg.of(file, 10).orElseThrow();
        return jpeg.read(ByteBuffer.allocate(3 * jpeg.width() * jpeg.height()), () -> false);
    }

    private static void assertClose(byte[] file, int enough, int divisor) throws IOException {
        ScaledJpeg jpeg = ScaledJpeg.of(file, enough).orElseThrow();
        ByteBuffer rgb = ByteBuffer.allocate(3 * jpeg.width() * jpeg.height());

        assertTrue(jpeg.read(rgb, () -> false));

        assertEquals(0, rgb.remaining());
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(file));
        double difference = 0;
        for (int y = 0; y < HEIGHT / divisor; y++) {
            for (int x = 0; x < WIDTH / divisor; x++) {
                double[] mean = mean(whole, x * divisor, y * divisor, divisor);
                for (int colour = 0; colour < 3; colour++) {
                    int at = 3 * (y * jpeg.width() + x) + colour;
                    difference += Math.abs((rgb.get(at) & 0xFF) - mean[colour]);
                }
            }
        }
        difference /= 3 * (HEIGHT / divisor) * (WIDTH / divisor);
        assertTrue(difference < 3, "pixels differ by " + difference + " on average");
    }

    private static double[] mean(BufferedImage image, int left, int top, int side) {
        double[] mean = new double[3];
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                int[] pixel = image.getRaster().getPixel(x, y, (int[]) null);
                for (int colour = 0; colour < 3; colour++) {
                    mean[colour] += pixel[Math.min(colour, pixel.length - 1)] / (double) (side * side);
                }
            }
        }
        return mean;
    }

    private static byte[] coloured() throws IOException {
        return written(drawn(BufferedImage.TYPE_INT_RGB), false);
    }

    private static BufferedImage drawn(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(200, 210, 190));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(new Color(180, 40, 60));
        pen.fillOval(20, 10, 120, 100);
        pen.setColor(new Color(30, 60, 200));
        pen.fillRect(110, 70, 80, 70);
        pen.dispose();
        return image;
    }

    private static byte[] written(BufferedImage image, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream output = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(output);
            ImageWriteParam options = writer.getDefaultWriteParam();
            if (progressive) {
                options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), options);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }
}
