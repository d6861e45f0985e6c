package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.tools.benchmark.inside.Photograph;
import dev.chorus.tools.benchmark.inside.UntrainedModels;
import dev.chorus.tools.benchmark.rig.Album;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What is measured: the paper's smallest variant, untrained, any number of times, and a picture as a camera gives it. */
final class BenchVariant {

    static final String FAMILY = "bench";
    static final List<String> VARIANTS =
            IntStream.range(0, 8).mapToObj(number -> "v" + number).toList();
    static final String DESCRIPTION = "variants of alpha 0.35 at 96 pixels, untrained, and a JPEG of 640x480";

    private static final double ALPHA = 0.35;
    private static final int RESOLUTION = 96;

    private BenchVariant() {}

    /** Writes the family. */
    static Path models(Path scratch) throws IOException {
        Path folder = scratch.resolve(FAMILY);
        Network network = Network.of(VariantSpec.ofThePaper(ALPHA, RESOLUTION), UntrainedModels.classes());
        UntrainedModels.write(folder, FAMILY, VARIANTS, network);
        return folder;
    }

    /** One picture. */
    static Album album() throws IOException {
        return new Album(List.of(Photograph.jpeg(640, 480)), List.of("class 0"));
    }
}
