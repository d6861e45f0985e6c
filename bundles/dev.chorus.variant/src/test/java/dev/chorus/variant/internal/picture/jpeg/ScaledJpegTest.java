package dev.chorus.variant.internal.picture.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testmodels.pictures.JpegParts;
import dev.chorus.variant.internal.picture.TestPictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
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
    void of_pixelsWanted_takesTheSmallestThatIsEnough(int enough, int divisor) throws Exception {
        ScaledJpeg jpeg = scaled(coloured(), enough);

        assertEquals((WIDTH + divisor - 1) / divisor, jpeg.width());
        assertEquals((HEIGHT + divisor - 1) / divisor, jpeg.height());
    }

    @Test
    void of_moreThanHalfOfItsSize_takesAllOfIt() throws Exception {
        ScaledJpeg jpeg = scaled(coloured(), HEIGHT / 2 + 2);

        assertTrue(jpeg.isFull());
        assertEquals(WIDTH, jpeg.width());
        assertEquals(HEIGHT, jpeg.height());
    }

    /** All ways in which cameras halve colors, at all lengths: the edges of planes are cases of their own. */
    @Test
    void read_atFullSize_givesWhatLibjpegGives() throws Exception {
        Random random = new Random(18);
        for (int round = 0; round < 200; round++) {
            int most = round % 4 == 0 ? 6 : 70;
            int width = 1 + random.nextInt(most);
            int height = 1 + random.nextInt(most);
            float quality = 0.05f + 0.94f * random.nextFloat();
            int across = 1 + random.nextInt(2);
            int down = 1 + random.nextInt(2);
            byte[] file = TestPictures.jpeg(
                    round % 2 == 0
                            ? TestPictures.noise(width, height, round)
                            : TestPictures.drawn(width, height, round),
                    quality,
                    across,
                    down);

            byte[] pixels = read(scaled(file, Integer.MAX_VALUE));

            String what = width + " x " + height + ", colors halved by " + across + " and " + down + ", " + quality;
            assertArrayEquals(byThePlatform(file), pixels, what);
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 8", "30, 4", "70, 2"})
    void read_ofColours_givesTheMeanOfWhatEachPixelStandsFor(int enough, int divisor) throws Exception {
        byte[] file = coloured();

        assertClose(file, enough, divisor);
    }

    @ParameterizedTest
    @CsvSource({"10, 8", "30, 4", "70, 2"})
    void read_ofGrays_givesTheMeanOfWhatEachPixelStandsFor(int enough, int divisor) throws Exception {
        byte[] file = written(drawn(BufferedImage.TYPE_BYTE_GRAY), false);

        assertClose(file, enough, divisor);
    }

    @Test
    void of_progressive_isForTheOthers() throws Exception {
        byte[] file = written(drawn(BufferedImage.TYPE_INT_RGB), true);

        assertEquals(Optional.empty(), ScaledJpeg.of(JpegSegments.of(file, 0), 10));
        assertEquals(Optional.empty(), ScaledJpeg.of(JpegSegments.of(file, 0), Integer.MAX_VALUE));
    }

    @Test
    void read_ofThousandsOfTables_makesThoseThatAreUsed() throws Exception {
        byte[] file = coloured();
        // Each without codes, and called the third.
        byte[] tables = new byte[17 * 3000];
        for (int number = 0; number < 3000; number++) {
            tables[17 * number] = 3;
        }
        byte[] segment = JpegParts.segment(JpegParts.HUFFMAN_TABLES, tables);

        byte[] many = JpegParts.of(file).with(1, segment).with(1, segment).bytes();

        assertArrayEquals(read(scaled(file, 10)), read(scaled(many, 10)));
    }

    @Test
    void read_ofAFileThatEndsTooEarly_isNotInOrder() throws Exception {
        byte[] file = coloured();
        for (int length = file.length - 3; length > file.length / 2; length -= 7) {
            byte[] cut = Arrays.copyOf(file, length);

            assertFalse(readable(cut), "of " + file.length + " bytes the first " + length);
        }
    }

    @Test
    void read_ofMoreThanThePixelsTake_isNotInOrder() throws Exception {
        byte[] file = coloured();
        byte[] more = new byte[file.length + 30];
        Arrays.fill(more, (byte) 0x5A);
        System.arraycopy(file, 0, more, 0, file.length - 2);
        System.arraycopy(file, file.length - 2, more, more.length - 2, 2);

        assertFalse(readable(more));
    }

    /** Whatever is in a file, it is read, or is not in order. */
    @Test
    void read_ofDamagedFiles_neverFailsOtherwise() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] file = coloured();
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = file.clone();
            for (int byteOf = random.nextInt(1, 8); byteOf > 0; byteOf--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            int wanted = round % 2 == 0 ? 10 : Integer.MAX_VALUE;
            try {
                ScaledJpeg jpeg = scaled(damaged, wanted);
                if ((long) jpeg.width() * jpeg.height() < 1 << 22) {
                    jpeg.read(row -> {}, () -> false);
                }
            } catch (DamagedJpegException | NoSuchElementException e) {
                // As it may be.
            }
        }
    }

    private static boolean readable(byte[] file) {
        try {
            return scaled(file, 10).read(row -> {}, () -> false);
        } catch (DamagedJpegException e) {
            return false;
        }
    }

    private static ScaledJpeg scaled(byte[] file, int enough) throws DamagedJpegException {
        return ScaledJpeg.of(JpegSegments.of(file, 0), enough).orElseThrow();
    }

    private static byte[] read(ScaledJpeg jpeg) throws DamagedJpegException {
        ByteArrayOutputStream rgb = new ByteArrayOutputStream();
        assertTrue(jpeg.read(rgb::writeBytes, () -> false));
        return rgb.toByteArray();
    }

    private static byte[] byThePlatform(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        int[] samples = image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        byte[] rgb = new byte[samples.length];
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = (byte) samples[at];
        }
        return rgb;
    }

    private static void assertClose(byte[] file, int enough, int divisor) throws Exception {
        ScaledJpeg jpeg = scaled(file, enough);

        byte[] rgb = read(jpeg);

        assertEquals(3 * jpeg.width() * jpeg.height(), rgb.length);
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(file));
        double difference = 0;
        for (int y = 0; y < HEIGHT / divisor; y++) {
            for (int x = 0; x < WIDTH / divisor; x++) {
                double[] mean = mean(whole, x * divisor, y * divisor, divisor);
                for (int colour = 0; colour < 3; colour++) {
                    int at = 3 * (y * jpeg.width() + x) + colour;
                    difference += Math.abs((rgb[at] & 0xFF) - mean[colour]);
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
