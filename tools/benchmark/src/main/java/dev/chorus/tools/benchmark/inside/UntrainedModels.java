package dev.chorus.tools.benchmark.inside;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.networks.Layer;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.quantizer.graph.ModelQuantizer;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import dev.chorus.tools.trainer.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Networks with random weights: what they answer is worth nothing, how long they take is the same. */
public final class UntrainedModels {

    private static final int CLASSES = 10;
    private static final int K = 5;
    private static final long SEED = 3;

    private UntrainedModels() {}

    /** How many classes they tell apart. */
    public static int classes() {
        return CLASSES;
    }

    /** Loads one as a gateway does, one thread for it. */
    static LoadedModel load(String id, Network network) throws ModelRefusedException {
        return load(id, network, onnx(id, network));
    }

    /** The ONNX file of one. */
    static byte[] onnx(String id, Network network) {
        return OnnxWriter.write(id, untrained(network), K);
    }

    /**
     * Loads one as {@code ./chorus quantize} makes it.
     *
     * @param shown what ranges of values are taken from
     */
    static LoadedModel loadQuantised(String id, Network network, Picture shown) throws ModelRefusedException {
        try (ModelQuantizer quantizer = new ModelQuantizer(onnx(id, network))) {
            quantizer.show(shown);
            return load(id, network, quantizer.quantised());
        }
    }

    private static LoadedModel load(String id, Network network, byte[] onnx) throws ModelRefusedException {
        Variant variant = described(id, network, onnx);
        return new OnnxRuntime().load(family("untrained", List.of(variant)), variant, id, onnx);
    }

    /** Writes a family whose variants are all the same, but for their names. */
    public static void write(Path folder, String name, List<String> variants, Network network) throws IOException {
        FamilyFiles family = new FamilyFiles(folder);
        List<Variant> described = new ArrayList<>();
        for (String id : variants) {
            byte[] onnx = onnx(id, network);
            family.write(id + ".onnx", onnx);
            described.add(described(id, network, onnx));
        }
        family.write(family(name, described));
    }

    private static Family family(String name, List<Variant> variants) {
        LabelSet labels = new LabelSet(IntStream.range(0, CLASSES)
                .mapToObj(number -> "class " + number)
                .toList());
        return new Family(name, "1.0.0", labels, variants);
    }

    private static Variant described(String id, Network network, byte[] onnx) {
        return new Variant(
                id,
                1,
                network.resolution(),
                network.headWidth(),
                1,
                K,
                id + ".onnx",
                FamilyFiles.sha256(onnx),
                network.parameters(),
                network.macs(),
                0);
    }

    private static TrainedNetwork untrained(Network network) {
        Random random = new Random(SEED);
        List<TrainedNetwork.Convolution> convolutions = new ArrayList<>();
        for (Layer.Conv layer : network.convolutions()) {
            int inputs = layer.in() / layer.groups() * layer.kernel() * layer.kernel();
            convolutions.add(new TrainedNetwork.Convolution(
                    random(random, layer.out() * inputs, Math.sqrt(2.0 / inputs)), new float[layer.out()]));
        }
        int width = network.headWidth();
        return new TrainedNetwork(
                network, convolutions, random(random, CLASSES * width, 1 / Math.sqrt(width)), new float[CLASSES]);
    }

    private static float[] random(Random random, int count, double deviation) {
        float[] weights = new float[count];
        for (int number = 0; number < count; number++) {
            weights[number] = (float) (deviation * random.nextGaussian());
        }
        return weights;
    }
}
