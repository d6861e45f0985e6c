package dev.chorus.tools.benchmark.inside;

import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.networks.BaseModel;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The paper's variants against the model that they descend from. */
public final class InferenceBench implements Bench {

    private static final double ALPHA = 0.35;
    private static final int[] RESOLUTIONS = {96, 128, 160, 192, 224, 256};
    private static final Map<Integer, Double> LEAST_RATIOS = Map.of(96, 10.0, 256, 2.4);
    private static final String BASE = "base";
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final long SEED = 23;
    private static final int WARM_UPS = 20;
    private static final int ROUNDS = 200;

    @Override
    public String name() {
        return "inference";
    }

    @Override
    public String description() {
        return "From the pixels of a picture of " + WIDTH + "x" + HEIGHT + " to its Top-k: variants of alpha " + ALPHA
                + " and MobileNetV2 1.0 at " + BaseModel.RESOLUTION
                + ", 32-bit floats, untrained, one thread; in turn, "
                + ROUNDS + " times.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        Map<String, LoadedModel> models = new LinkedHashMap<>();
        try {
            models.put(BASE, UntrainedModels.load(BASE, BaseModel.mobileNetV2(UntrainedModels.classes())));
            for (int resolution : RESOLUTIONS) {
                context.progress().accept("network for " + resolution + " pixels");
                String id = "r" + resolution;
                models.put(id, UntrainedModels.load(id, variant(resolution)));
            }
            return measure(models);
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            models.values().forEach(model -> model.session().close());
        }
    }

    private static Network variant(int resolution) {
        return Network.of(VariantSpec.ofThePaper(ALPHA, resolution), UntrainedModels.classes());
    }

    private static List<Figure> measure(Map<String, LoadedModel> models) throws Exception {
        ByteBuffer rgb = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
        byte[] noise = new byte[rgb.capacity()];
        new Random(SEED).nextBytes(noise);
        Picture picture = new Picture(WIDTH, HEIGHT, rgb.put(noise).flip());
        Alternation alternation = new Alternation();
        models.forEach((id, model) -> alternation.add(id, () -> model.classify(picture)));
        Map<String, double[]> micros = alternation.run(WARM_UPS, ROUNDS);

        List<Figure> figures = new ArrayList<>();
        Network base = BaseModel.mobileNetV2(UntrainedModels.classes());
        figures.add(Figure.several("base", "MobileNetV2 1.0 at " + BaseModel.RESOLUTION, "us", micros.get(BASE)));
        for (int resolution : RESOLUTIONS) {
            Network network = variant(resolution);
            String of = "alpha " + ALPHA + " at " + resolution;
            double[] own = micros.get("r" + resolution);
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ratios[round] = micros.get(BASE)[round] / own[round];
            }
            figures.add(Figure.several("r" + resolution, of, "us", own));
            Figure ratio = Figure.several(
                    "r" + resolution + "Ratio",
                    String.format(
                            "%s: times as fast, with %.1f times fewer parameters and %.1f times fewer operations",
                            of,
                            (double) base.parameters() / network.parameters(),
                            (double) base.macs() / network.macs()),
                    "",
                    ratios);
            Double least = LEAST_RATIOS.get(resolution);
            figures.add(least == null ? ratio : ratio.atLeast(least));
        }
        return figures;
    }
}
