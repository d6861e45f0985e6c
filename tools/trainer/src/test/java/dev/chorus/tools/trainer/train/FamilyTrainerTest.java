package dev.chorus.tools.trainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.OnnxVariant;
import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.data.Augmentation;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.data.SeenPictures;
import dev.chorus.tools.trainer.onnx.OnnxWriter;
import dev.chorus.tools.trainer.train.Recipe.Distillation;
import dev.chorus.tools.trainer.train.Recipe.Method;
import dev.chorus.tools.trainer.train.Recipe.Pace;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyTrainerTest {

    private static final int CLASSES = 12;

    /** Average and max pooling, bottlenecks and plain blocks, with margin and without, two looks at colors. */
    private static final List<VariantSpec> SPECS = List.of(
            new VariantSpec("a", 16, 0, 0.35, 32, Trunk.SHALLOW, Pooling.AVERAGE, Colour.OPPONENT),
            new VariantSpec("b", 16, 4, 0.2, 24, Trunk.PLAIN, Pooling.MAX, Colour.GREY));

    private static final VariantSpec POOLED =
            new VariantSpec("c", 16, 0, 0.2, 0, Trunk.POOLED, Pooling.MAX, Colour.RGB, true);

    @TempDir
    private static Path folder;

    private static PictureSet pictures;

    @BeforeAll
    static void draw() throws IOException {
        pictures = PictureSet.draw(96, PartsArtist.TRAINING_SEEDS_FROM, List.of(16, 20), folder, drawn -> {});
    }

    @ParameterizedTest
    @CsvSource({"ADAM, 0.01, true", "ADAM, 0.01, false", "SGD, 0.1, true", "SGD, 0.1, false"})
    void learn_fewSteps_lowersTheLoss(Method method, double rate, boolean joint) {
        // given
        Budget budget = new Budget.Steps(48);

        // when
        try (FamilyTrainer trainer = trainer(recipe(method, rate, joint), 1)) {
            float first = trainer.learn(new Budget.Steps(1));
            float last = first;
            while (budget.progress(trainer.step()) < 1) {
                last = trainer.learn(budget);
            }

            // then
            assertEquals(48, trainer.step());
            assertTrue(last < 0.9 * first, first + " to " + last);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void learn_sameSeed_givesSameModels(boolean joint) {
        // given
        byte[] first = modelAfterTraining(4, joint);

        // when
        byte[] again = modelAfterTraining(4, joint);
        byte[] other = modelAfterTraining(5, joint);

        // then
        assertArrayEquals(first, again);
        assertFalse(Arrays.equals(first, other), "another seed, the same weights");
    }

    @ParameterizedTest
    @CsvSource({"ADAM, true", "SGD, false"})
    void restore_halfWay_endsWhereTheUninterruptedTrainingEnds(Method method, boolean joint) throws IOException {
        // given
        Recipe recipe = recipe(method, 0.01, joint);
        Budget budget = new Budget.Steps(20);
        Path file = folder.resolve("half");
        byte[] uninterrupted;
        try (FamilyTrainer trainer = trainer(recipe, 3)) {
            trainer.learn(budget);
            trainer.save(file, new Checkpoint.Standing(trainer.step(), Duration.ofSeconds(9), "recipe", "[]"));
            trainer.learn(budget);
            uninterrupted = model(trainer);
        }

        // when
        byte[] resumed;
        Checkpoint.Standing standing;
        try (FamilyTrainer trainer = trainer(recipe, 99)) {
            standing = trainer.restore(file);
            // The seed decides on order and looks, so only those of the first seed may follow.
            resumed = model(trainer);
        }
        try (FamilyTrainer trainer = trainer(recipe, 3)) {
            trainer.restore(file);
            byte[] half = model(trainer);
            trainer.learn(budget);

            // then
            assertEquals(new Checkpoint.Standing(16, Duration.ofSeconds(9), "recipe", "[]"), standing);
            assertArrayEquals(half, resumed);
            assertArrayEquals(uninterrupted, model(trainer));
        }
    }

    @Test
    void restore_otherNetworks_isRefused() throws IOException {
        // given
        Path file = folder.resolve("other");
        try (FamilyTrainer trainer = trainer(recipe(Method.SGD, 0.01, false), 1)) {
            trainer.save(file, new Checkpoint.Standing(0, Duration.ZERO, "", "[]"));
        }
        List<VariantSpec> others = List.of(SPECS.get(1), SPECS.get(0));

        // when
        try (FamilyTrainer trainer =
                new FamilyTrainer(others, pictures, CLASSES, 6, recipe(Method.SGD, 0.01, false), 1, 2)) {
            Exception refused = assertThrows(IllegalArgumentException.class, () -> trainer.restore(file));

            // then
            assertEquals(file + " is of other networks", refused.getMessage());
        }
    }

    /** Statistics are settled by training first: untrained, no output depends on its input and all agree for nothing. */
    @Test
    void exportedModel_pictureOfTheNetworksSize_agreesWithPyTorch() {
        List<VariantSpec> specs = List.of(SPECS.get(0), SPECS.get(1), POOLED);
        Budget budget = new Budget.Steps(48);
        try (FamilyTrainer trainer = trainer(specs, recipe(Method.ADAM, 0.01, true, new Pace(0.9, 4, 0.5)), 2)) {
            while (budget.progress(trainer.step()) < 1) {
                trainer.learn(budget);
            }
            int[] some = IntStream.range(0, 24).toArray();
            float[][][] expected = trainer.infer(specs.stream()
                    .map(spec -> SeenPictures.of(pictures, spec, some))
                    .toList());
            for (int variant = 0; variant < specs.size(); variant++) {
                // given
                int side = specs.get(variant).resolution() + specs.get(variant).margin();
                byte[] model = OnnxWriter.write("m", trainer.trained().get(variant), CLASSES);
                double disagreement = 0;
                double spread = 0;

                // when
                try (OnnxVariant exported = new OnnxVariant(model)) {
                    for (int picture : some) {
                        TopK said = exported.classify(side, side, pictures.pixels(side, picture));
                        for (int rank = 0; rank < CLASSES; rank++) {
                            float probability = expected[variant][picture][said.classAt(rank)];
                            disagreement = Math.max(disagreement, Math.abs(said.scoreAt(rank) - probability));
                            spread = Math.max(spread, Math.abs(probability - expected[variant][0][said.classAt(rank)]));
                        }
                    }
                }

                // then
                assertTrue(spread > 0.1, "the output hardly depends on the input: " + spread);
                assertEquals(0, disagreement, 1e-5);
            }
        }
    }

    /** The statistics that batch norm begins with are nobody's: after few steps they still spoil what was learned. */
    @Test
    void settle_fewSteps_movesWhatIsSaidToWhereItStays() {
        try (FamilyTrainer trainer = trainer(recipe(Method.ADAM, 0.003, false), 1)) {
            // given
            trainer.learn(new Budget.Steps(8));
            float[][] before = said(trainer);

            // when
            trainer.settle();
            float[][] settled = said(trainer);
            trainer.settle();

            // then
            double moved = distance(before, settled);
            double movedAgain = distance(settled, said(trainer));
            assertTrue(movedAgain < 0.2 * moved, moved + ", then " + movedAgain);
        }
    }

    /** Of the first variant, of all pictures. */
    private static float[][] said(FamilyTrainer trainer) {
        int[] all = IntStream.range(0, pictures.size()).toArray();
        return trainer.infer(SPECS.stream()
                .map(spec -> SeenPictures.of(pictures, spec, all))
                .toList())[0];
    }

    private static double distance(float[][] one, float[][] other) {
        double sum = 0;
        for (int picture = 0; picture < one.length; picture++) {
            for (int label = 0; label < CLASSES; label++) {
                sum += Math.abs(one[picture][label] - other[picture][label]);
            }
        }
        return sum / one.length;
    }

    private static Recipe recipe(Method method, double rate, boolean joint) {
        return recipe(method, rate, joint, Pace.USUAL);
    }

    private static Recipe recipe(Method method, double rate, boolean joint, Pace pace) {
        Augmentation looks = new Augmentation(true, false, 1, 0, 0);
        return new Recipe(
                method,
                24,
                rate,
                0.001,
                0.5,
                0,
                true,
                0.4,
                joint,
                List.of(new Shares(1, joint ? 1 : 0)),
                looks,
                0,
                pace,
                Distillation.USUAL);
    }

    private static byte[] modelAfterTraining(long seed, boolean joint) {
        try (FamilyTrainer trainer = trainer(recipe(Method.ADAM, 0.01, joint), seed)) {
            trainer.learn(new Budget.Steps(3));
            return model(trainer);
        }
    }

    private static byte[] model(FamilyTrainer trainer) {
        return OnnxWriter.write("m", trainer.trained().get(1), 6);
    }

    private static FamilyTrainer trainer(Recipe recipe, long seed) {
        return trainer(SPECS, recipe, seed);
    }

    private static FamilyTrainer trainer(List<VariantSpec> specs, Recipe recipe, long seed) {
        return new FamilyTrainer(specs, pictures, CLASSES, 6, recipe, seed, 2);
    }
}
