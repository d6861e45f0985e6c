package dev.chorus.tools.benchmark.inside;

import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureType;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** What becomes of a picture at a variant, and how long each step takes. */
public final class RasterPictureBench implements Bench {

    private static final double ALPHA = 0.35;
    private static final int RESOLUTION = 96;
    private static final int WARM_UPS = 100;
    private static final int ROUNDS = 200;
    private static final PictureLimits LIMITS = new PictureLimits(10 << 20, 16_000_000);
    private static final int WANTED = RESOLUTION * 5 / 4;

    private final PictureDecoder decoder = new PictureDecoder();
    private final PixelBuffer buffer = new PixelBuffer();

    @Override
    public String name() {
        return "picture";
    }

    @Override
    public String description() {
        return "From a JPEG file to the bytes of a Top-k frame, by a variant of alpha " + ALPHA + " at " + RESOLUTION
                + " pixels (untrained), against ImageIO, Java2D and the same network; in turn, " + ROUNDS + " times.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        try {
            return measure(context.scratch());
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Figure> measure(Path scratch) throws Exception {
        List<Figure> figures = new ArrayList<>();
        Network network = Network.of(VariantSpec.ofThePaper(ALPHA, RESOLUTION), UntrainedModels.classes());
        LoadedModel model = UntrainedModels.load("small", network);
        try {
            for (int[] size : new int[][] {{320, 240}, {640, 480}, {1280, 720}}) {
                figures.addAll(measure(model, size[0], size[1]));
                figures.addAll(inside(UntrainedModels.onnx("small", network), size[0], size[1], scratch));
            }
        } finally {
            model.session().close();
        }
        return figures;
    }

    private List<Figure> measure(LoadedModel model, int width, int height) throws Exception {
        byte[] jpeg = Photograph.jpeg(width, height);
        PictureType type = PictureType.check(jpeg, LIMITS);
        PixelBuffer whole = new PixelBuffer();
        Picture small = decoder.decode(jpeg, type, LIMITS, WANTED, new PixelBuffer());
        TopK topK = model.classify(small);
        Alternation alternation = new Alternation();
        alternation.add("ours", () -> frame(model, classify(model, jpeg, type)));
        alternation.add("plain", () -> frame(model, plain(model, jpeg)));
        alternation.add("decode", () -> decoder.decode(jpeg, type, LIMITS, WANTED, buffer));
        alternation.add("decodeWhole", () -> decoder.decode(jpeg, type, LIMITS, PictureDecoder.WHOLE, whole));
        alternation.add("network", () -> model.classify(small));
        alternation.add("encode", () -> frame(model, topK));
        Map<String, double[]> micros = alternation.run(WARM_UPS, ROUNDS);

        String key = "at" + width + "x" + height;
        String of = width + "x" + height + " (" + (jpeg.length + 500) / 1000 + " kB): ";
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ratios[round] = micros.get("ours")[round] / micros.get("plain")[round];
        }
        return List.of(
                Figure.several(key + "Ours", of + "file to frame", "us", micros.get("ours")),
                Figure.several(
                        key + "Plain", of + "the same by ImageIO, Java2D and the network", "us", micros.get("plain")),
                Figure.several(key + "Decode", of + "decoded as small as is enough", "us", micros.get("decode")),
                Figure.several(key + "DecodeWhole", of + "decoded whole", "us", micros.get("decodeWhole")),
                Figure.several(key + "Network", of + "resized and classified", "us", micros.get("network")),
                Figure.several(key + "Encode", of + "Top-k to frame", "us", micros.get("encode")),
                Figure.several(key + "Ratio", of + "file to frame, ours to the other", "", ratios)
                        .atMost(0.5));
    }

    /** What the network itself does: resizing and ranking are parts of it. */
    private List<Figure> inside(byte[] onnx, int width, int height, Path scratch) throws Exception {
        byte[] jpeg = Photograph.jpeg(width, height);
        Picture small = decoder.decode(jpeg, PictureType.check(jpeg, LIMITS), LIMITS, WANTED, new PixelBuffer());
        Map<String, double[]> nodes = NodeTimes.of(onnx, small, scratch, WARM_UPS, ROUNDS);
        double[] resize = new double[ROUNDS];
        double[] rank = new double[ROUNDS];
        double[] rest = new double[ROUNDS];
        nodes.forEach((kind, micros) -> {
            double[] part = kind.equals("Resize") ? resize : kind.equals("TopK") ? rank : rest;
            for (int round = 0; round < ROUNDS; round++) {
                part[round] += micros[round];
            }
        });
        String key = "at" + width + "x" + height;
        String of = width + "x" + height + ", inside the network, by its own measure: ";
        return List.of(
                Figure.several(key + "Resize", of + "resizing", "us", resize),
                Figure.several(key + "Inference", of + "inference", "us", rest),
                Figure.several(key + "TopK", of + "Top-k", "us", rank));
    }

    private TopK classify(LoadedModel model, byte[] jpeg, PictureType type) throws Exception {
        return model.classify(decoder.decode(jpeg, type, LIMITS, WANTED, buffer));
    }

    /** What one would write without us. */
    private static TopK plain(LoadedModel model, byte[] jpeg) throws Exception {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(jpeg));
        BufferedImage resized = new BufferedImage(RESOLUTION, RESOLUTION, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = resized.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(read, 0, 0, RESOLUTION, RESOLUTION, null);
        pen.dispose();
        byte[] bgr = ((DataBufferByte) resized.getRaster().getDataBuffer()).getData();
        ByteBuffer rgb = ByteBuffer.allocateDirect(bgr.length);
        for (int at = 0; at < bgr.length; at += 3) {
            rgb.put(bgr[at + 2]).put(bgr[at + 1]).put(bgr[at]);
        }
        return model.classify(new Picture(RESOLUTION, RESOLUTION, rgb.flip()));
    }

    private static byte[] frame(LoadedModel model, TopK topK) {
        RequestId id = RequestId.ofBytes(new byte[16], false);
        return TopKFrame.encode(
                TopKResult.answer(id, model.fingerprint(), Duration.ofMillis(5), Duration.ofSeconds(1), topK));
    }
}
