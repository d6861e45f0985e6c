package dev.chorus.tools.trainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.data.Augmentation;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.net.Backbone;
import dev.chorus.tools.trainer.net.TrainedNetwork.Convolution;
import dev.chorus.tools.trainer.onnx.BackboneReader;
import dev.chorus.tools.trainer.onnx.OnnxWriter;
import dev.chorus.tools.trainer.train.Recipe.Method;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneTest {

    private static final int CLASSES = 12;

    @TempDir
    private static Path folder;

    private static PictureSet pictures;
    private static Path file;
    private static List<Convolution> learned;

    @BeforeAll
    static void learn() throws IOException {
        pictures = PictureSet.draw(96, PartsArtist.TRAINING_SEEDS_FROM, List.of(16), folder, drawn -> {});
        try (FamilyTrainer trainer = trainer(spec(16, 24), 1)) {
            learn(trainer, 64);
            trainer.settle();
            learned = trainer.trained().get(0).convolutions();
            file = Files.write(
                    folder.resolve("first.onnx"),
                    OnnxWriter.write("first", trainer.trained().get(0), 6));
        }
    }

    @Test
    void read_ownExport_isWhatWasLearned() throws IOException {
        // when
        Backbone backbone = BackboneReader.read(file);

        // then
        assertEquals(learned.size(), backbone.filters().size());
        for (int at = 0; at < learned.size(); at++) {
            Convolution read = backbone.filters().get(at).convolution();
            assertArrayEquals(learned.get(at).weights(), read.weights());
            assertArrayEquals(learned.get(at).bias(), read.bias());
        }
    }

    /** Batch norm takes the scale of the pictures over, which changes nothing of what a convolution gives. */
    @Test
    void begin_ownExport_computesTheSameUpToTheHead() throws IOException {
        try (FamilyTrainer trainer = trainer(spec(16, 40), 2)) {
            // when
            trainer.begin(BackboneReader.read(file));

            // then
            List<Convolution> now = trainer.trained().get(0).convolutions();
            for (int at = 0; at < learned.size() - 1; at++) {
                assertArrayEquals(learned.get(at).weights(), now.get(at).weights(), 1e-5f);
                assertArrayEquals(learned.get(at).bias(), now.get(at).bias(), 1e-4f);
            }
        }
    }

    @Test
    void learn_whileFrozen_movesTheHeadOnly() throws IOException {
        try (FamilyTrainer trainer = trainer(spec(16, 24), 2)) {
            // given
            trainer.begin(BackboneReader.read(file));
            float[] first = trainer.trained().get(0).convolutions().get(0).weights();
            float[] head = trainer.trained()
                    .get(0)
                    .convolutions()
                    .get(learned.size() - 1)
                    .weights();

            // when
            trainer.learn(new Budget.Steps(1000));

            // then
            List<Convolution> now = trainer.trained().get(0).convolutions();
            // Folded weights follow the statistics, which go on with every batch: proportions stay.
            assertEquals(
                    first[1] / first[0], now.get(0).weights()[1] / now.get(0).weights()[0], 1e-4);
            assertTrue(Math.abs(head[1] / head[0]
                            - now.get(learned.size() - 1).weights()[1]
                                    / now.get(learned.size() - 1).weights()[0])
                    > 1e-3);
        }
    }

    @Test
    void begin_otherWidth_isRefused() throws IOException {
        // given
        VariantSpec wider = new VariantSpec("w", 16, 0, 0.5, 24, Trunk.PLAIN, Pooling.AVERAGE, Colour.RGB);
        Backbone backbone = BackboneReader.read(file);

        // when
        try (FamilyTrainer trainer = trainer(wider, 2)) {
            Exception refused = assertThrows(IllegalArgumentException.class, () -> trainer.begin(backbone));

            // then
            assertEquals(
                    "convolution 1 of the backbone has the shape [16, 3, 3, 3], variant w needs [32, 3, 3, 3]",
                    refused.getMessage());
        }
    }

    @Test
    void read_noOnnxFile_isRefused() throws IOException {
        // given
        Path text = Files.writeString(folder.resolve("text.onnx"), "no network");

        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> BackboneReader.read(text));

        // then
        assertTrue(refused.getMessage().startsWith(text + " is no ONNX file: "), refused.getMessage());
    }

    /** As PyTorch writes large networks: the weights lie in a file beside, and here are none. */
    @Test
    void read_weightsElsewhere_isRefused() throws IOException {
        // given
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        model.getGraphBuilder().getInitializerBuilderList().forEach(weights -> weights.clearRawData()
                .clearFloatData());
        Path empty = Files.write(folder.resolve("empty.onnx"), model.build().toByteArray());

        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> BackboneReader.read(empty));

        // then
        assertTrue(refused.getMessage().contains("holds 0 numbers, needed are 432"), refused.getMessage());
    }

    private static VariantSpec spec(int resolution, int head) {
        return new VariantSpec("a", resolution, 0, 0.25, head, Trunk.PLAIN, Pooling.AVERAGE, Colour.RGB);
    }

    private static void learn(FamilyTrainer trainer, int steps) {
        Budget budget = new Budget.Steps(steps);
        while (budget.progress(trainer.step()) < 1) {
            trainer.learn(budget);
        }
    }

    private static FamilyTrainer trainer(VariantSpec spec, long seed) {
        Recipe recipe = new Recipe(
                Method.SGD, 24, 0.05, 0, 0.5, 0, false, 0.4, false, List.of(new Shares(1, 0)), Augmentation.NONE, 0);
        return new FamilyTrainer(List.of(spec), pictures, CLASSES, 6, recipe, seed, 1);
    }
}
