package dev.chorus.tools.benchmark.inside;

import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
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
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** The paper's variants against the model that they descend from. */
public final class InferenceBench implements Bench {

    public static final String NAME = "inference";

    private static final double ALPHA = 0.35;
    private static final int[] RESOLUTIONS = {96, 128, 160, 192, 224, 256};
    private static final Map<Integer, Double> LEAST_RATIOS = Map.of(96, 10.0, 256, 2.4);
    private static final String BASE = "base";
    private static final String INTEGERS = "Int8";
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final long SEED = 23;
    private static final int WARM_UPS = 20;
    private static final int ROUNDS = 200;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "From the pixels of a picture of " + WIDTH + "x" + HEIGHT + " to its Top-k: variants of alpha " + ALPHA
                + " and MobileNetV2 1.0 at " + BaseModel.RESOLUTION
                + ", 32-bit floats and 8-bit integers, untrained, one thread; in turn, "
                + ROUNDS + " times. With --family also its variants, from file to Top-k.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        Map<String, LoadedModel> models = new LinkedHashMap<>();
        Picture picture = noise();
        try {
            load(models, BASE, BaseModel.mobileNetV2(UntrainedModels.classes()), picture);
            for (int resolution : RESOLUTIONS) {
                context.progress().accept("network for " + resolution + " pixels");
                load(models, "r" + resolution, variant(resolution), picture);
            }
            Alternation alternation = new Alternation();
            models.forEach((id, model) -> alternation.add(id, () -> model.classify(picture)));
            List<Figure> figures = new ArrayList<>(figures(alternation.run(WARM_UPS, ROUNDS)));
            figures.addAll(FamilyWork.measure(context, WARM_UPS, ROUNDS));
            return figures;
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            models.values().forEach(model -> model.session().close());
        }
    }

    private static void load(Map<String, LoadedModel> models, String id, Network network, Picture picture)
            throws ModelRefusedException {
        models.put(id, UntrainedModels.load(id, network));
        models.put(id + INTEGERS, UntrainedModels.loadQuantised(id, network, picture));
    }

    private static Network variant(int resolution) {
        return Network.of(VariantSpec.ofThePaper(ALPHA, resolution), UntrainedModels.classes());
    }

    private static Picture noise() {
        ByteBuffer rgb = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
        byte[] noise = new byte[rgb.capacity()];
        new Random(SEED).nextBytes(noise);
        return new Picture(WIDTH, HEIGHT, rgb.put(noise).flip());
    }

    private static List<Figure> figures(Map<String, double[]> micros) {
        List<Figure> figures = new ArrayList<>();
        Network base = BaseModel.mobileNetV2(UntrainedModels.classes());
        String ofBase = "MobileNetV2 1.0 at " + BaseModel.RESOLUTION;
        figures.add(Figure.several(BASE, ofBase, "us", micros.get(BASE)));
        figures.add(Figure.several(BASE + INTEGERS, ofBase + ", 8-bit", "us", micros.get(BASE + INTEGERS)));
        for (int resolution : RESOLUTIONS) {
            Network network = variant(resolution);
            String id = "r" + resolution;
            String of = "alpha " + ALPHA + " at " + resolution;
            figures.add(Figure.several(id, of, "us", micros.get(id)));
            figures.add(Figure.several(id + INTEGERS, of + ", 8-bit", "us", micros.get(id + INTEGERS)));
            Figure ratio = ratio(
                    id + "Ratio",
                    String.format(
                            Locale.ROOT,
                            "%s: times as fast, with %.1f times fewer parameters and %.1f times fewer operations",
                            of,
                            (double) base.parameters() / network.parameters(),
                            (double) base.macs() / network.macs()),
                    micros.get(BASE),
                    micros.get(id));
            Double least = LEAST_RATIOS.get(resolution);
            figures.add(least == null ? ratio : ratio.atLeast(least));
            figures.add(ratio(
                    id + INTEGERS + "Ratio",
                    of + ": times as fast, both 8-bit",
                    micros.get(BASE + INTEGERS),
                    micros.get(id + INTEGERS)));
            figures.add(ratio(
                    id + INTEGERS + "ToFloats",
                    of + ": 8-bit, times as fast as floats",
                    micros.get(id),
                    micros.get(id + INTEGERS)));
        }
        return figures;
    }

    private static Figure ratio(String key, String meaning, double[] slower, double[] faster) {
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ratios[round] = slower[round] / faster[round];
        }
        return Figure.several(key, meaning, "", ratios);
    }
}
