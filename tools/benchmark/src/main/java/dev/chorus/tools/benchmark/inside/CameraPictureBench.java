package dev.chorus.tools.benchmark.inside;

import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.testmodels.pictures.ExifData;
import dev.chorus.tools.testmodels.pictures.JpegParts;
import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureType;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it costs to decode pictures as cameras make them, against the same picture without a fault. */
public final class CameraPictureBench implements Bench {

    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final int WARM_UPS = 40;
    private static final int ROUNDS = 100;
    private static final double MOST_TIMES = 1.2;
    private static final PictureLimits LIMITS = new PictureLimits(10 << 20, 16_000_000);

    /** By name: how many pixels are wanted. */
    private static final Map<String, Integer> SIZES = Map.of("Small", 120, "Whole", PictureDecoder.WHOLE);

    private final PictureDecoder decoder = new PictureDecoder();

    @Override
    public String name() {
        return "cameras";
    }

    @Override
    public String description() {
        return "Decoding a JPEG of " + WIDTH + "x" + HEIGHT
                + " with faults and orientations of cameras, as times of the" + " same picture without; in turn, "
                + ROUNDS + " times.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        try {
            List<Figure> figures = new ArrayList<>();
            for (String size : SIZES.keySet().stream().sorted().toList()) {
                figures.addAll(measure(size, SIZES.get(size)));
            }
            return figures;
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, byte[]> pictures() throws IOException {
        JpegParts parts = JpegParts.of(Photograph.jpeg(WIDTH, HEIGHT));
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        pictures.put("plain", parts.bytes());
        pictures.put("noTables", parts.without(JpegParts.HUFFMAN_TABLES).bytes());
        pictures.put("noEnd", parts.withoutEnd());
        pictures.put(
                "brokenProfile",
                parts.with(1, JpegParts.segment(JpegParts.ICC, new byte[2000])).bytes());
        for (int orientation : new int[] {2, 3, 6, 8}) {
            byte[] exif = ExifData.forJpeg(ExifData.orientation(orientation, ByteOrder.LITTLE_ENDIAN));
            pictures.put(
                    "orientation" + orientation,
                    parts.with(1, JpegParts.segment(JpegParts.EXIF, exif)).bytes());
        }
        return pictures;
    }

    private List<Figure> measure(String size, int wanted) throws Exception {
        Alternation alternation = new Alternation();
        Map<String, byte[]> pictures = pictures();
        pictures.forEach((name, file) -> {
            PixelBuffer buffer = new PixelBuffer();
            alternation.add(name, () -> decoder.decode(file, PictureType.check(file, LIMITS), LIMITS, wanted, buffer));
        });
        Map<String, double[]> micros = alternation.run(WARM_UPS, ROUNDS);
        String of = size.equals("Whole") ? "decoded whole: " : "decoded as small as is enough for 96 pixels: ";
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.several("plain" + size, of + "without a fault", "us", micros.get("plain")));
        for (String name : pictures.keySet()) {
            if (!name.equals("plain")) {
                double[] times = new double[ROUNDS];
                for (int round = 0; round < ROUNDS; round++) {
                    times[round] = micros.get(name)[round] / micros.get("plain")[round];
                }
                figures.add(Figure.several(name + size, of + name + ", times", "", times)
                        .atMost(MOST_TIMES));
            }
        }
        return figures;
    }
}
