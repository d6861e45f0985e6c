package dev.chorus.tools.trainer.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.topk.TopK;
import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.data.Augmentation;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.data.SeenPictures;
import dev.chorus.tools.trainer.family.FamilySpec;
import dev.chorus.tools.trainer.onnx.OnnxWriter;
import dev.chorus.tools.trainer.train.Budget;
import dev.chorus.tools.trainer.train.Checkpoint;
import dev.chorus.tools.trainer.train.DivergedException;
import dev.chorus.tools.trainer.train.FamilyTrainer;
import dev.chorus.tools.trainer.train.Recipe;
import dev.chorus.tools.trainer.train.Recipe.Method;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

    private static final int CLASSES = 12;
    private static final VariantSpec VARIANT =
            new VariantSpec("a", 16, 0, 0.2, 16, Trunk.PLAIN, Pooling.AVERAGE, Colour.RGB);

    private static final Budget BUDGET = new Budget.Steps(40);

    @TempDir
    private static Path cache;

    private static PictureSet pictures;

    @TempDir
    private Path folder;

    private int validations;

    @BeforeAll
    static void draw() throws IOException {
        pictures = PictureSet.draw(48, PartsArtist.TRAINING_SEEDS_FROM, List.of(16), cache, drawn -> {});
    }

    @Test
    void resume_afterAKill_endsWhereTheUninterruptedTrainingEnds() throws IOException, DivergedException {
        // given
        byte[] uninterrupted;
        try (Training training = training(0, 1)) {
            training.run(BUDGET, new Counting(Integer.MAX_VALUE));
            uninterrupted = model(training);
            training.forget();
        }
        try (Training training = training(0, 1)) {
            assertFalse(training.resume());
            assertThrows(Killed.class, () -> training.run(BUDGET, new Counting(2)));
        }

        // when
        try (Training training = training(0, 1)) {
            assertTrue(training.resume());
            assertTrue(training.steps() > 0 && training.steps() < 40, "at step " + training.steps());
            training.run(BUDGET, new Counting(Integer.MAX_VALUE));

            // then
            assertArrayEquals(uninterrupted, model(training));
        }
    }

    @Test
    void resume_otherTraining_isRefused() throws IOException, DivergedException {
        // given
        try (Training training = training(0, 1)) {
            training.run(new Budget.Steps(2), new Counting(Integer.MAX_VALUE));
        }

        // when
        try (Training training = training(0, 2)) {
            Exception refused = assertThrows(IllegalArgumentException.class, training::resume);

            // then
            assertTrue(refused.getMessage().contains("is of another training"), refused.getMessage());
        }
    }

    /** With a learning rate of nearly nothing no validation is better than the first. */
    @Test
    void run_nothingGetsBetter_endsWhenPatienceDoes() throws IOException, DivergedException {
        // when
        try (Training training = training(2, 1)) {
            training.run(new Budget.Steps(2000), new Counting(Integer.MAX_VALUE));

            // then
            assertTrue(validations < 20, validations + " validations");
        }
    }

    @Test
    void run_undisturbed_writesTheLastState() throws IOException, DivergedException {
        // when
        try (Training training = training(0, 1)) {
            WrittenState outcome = training.run(BUDGET, new Counting(Integer.MAX_VALUE));

            // then
            assertFalse(outcome.isRestored(), outcome::sentence);
            assertEquals(40, outcome.step());
            training.drawCurve("curve", folder);
            assertTrue(Files.exists(folder.resolve("learning-curve.png")));
            training.forget();
            assertFalse(Files.exists(folder.resolve("training.best")));
        }
    }

    /** Stands for a training that is destroyed at its end, whatever the reason. */
    @Test
    void run_lastStateIsWorseByMoreThanNoise_restoresTheBest() throws IOException, DivergedException {
        // given
        Budget budget = new Budget.Steps(80);
        try (Training training = training(0, 1)) {
            assertThrows(Killed.class, () -> training.run(budget, new Counting(4)));
        }
        destroyCheckpoint(79);

        // when
        try (Training training = training(0, 1)) {
            assertTrue(training.resume());
            WrittenState outcome = training.run(budget, new Counting(Integer.MAX_VALUE));

            // then
            assertTrue(outcome.isRestored(), outcome::sentence);
            assertTrue(outcome.step() <= 48, outcome::sentence);
            assertEquals(80, outcome.lastStep());
            assertTrue(outcome.lastFused() < outcome.fused() - 0.1, outcome::sentence);
            assertEquals(outcome.fused(), accuracy(training), 0.05);
            training.drawCurve("curve", folder);
        }
    }

    /** Writes other weights into the checkpoint, its curve and all else as they were. */
    private void destroyCheckpoint(int step) throws IOException {
        Path checkpoint = folder.resolve("training.checkpoint");
        try (FamilyTrainer trainer = new FamilyTrainer(List.of(VARIANT), pictures, CLASSES, 6, recipe(0), 99, 1)) {
            Checkpoint.Standing standing = trainer.restore(checkpoint);
            try (FamilyTrainer fresh = new FamilyTrainer(List.of(VARIANT), pictures, CLASSES, 6, recipe(0), 99, 1)) {
                fresh.save(
                        checkpoint,
                        new Checkpoint.Standing(step, standing.spent(), standing.recipe(), standing.curve()));
            }
        }
    }

    private static double accuracy(Training training) {
        int[] all = IntStream.range(0, pictures.size()).toArray();
        float[][] said = training.infer(List.of(SeenPictures.of(pictures, VARIANT, all)))[0];
        return IntStream.of(all)
                .mapToDouble(at -> TopK.select(said[at], 1).classAt(0) == pictures.label(at) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private Training training(int patience, long seed) {
        return new Training(
                new FamilySpec(List.of(VARIANT), recipe(patience)),
                pictures,
                pictures,
                CLASSES,
                6,
                seed,
                1,
                Optional.empty(),
                Optional.empty(),
                folder);
    }

    private static Recipe recipe(int patience) {
        double rate = patience > 0 ? 1e-9 : 0.05;
        return new Recipe(
                Method.SGD,
                8,
                rate,
                0,
                0.9,
                0,
                false,
                0,
                false,
                List.of(new Shares(1, 0)),
                Augmentation.NONE,
                patience);
    }

    private static byte[] model(Training training) {
        return OnnxWriter.write("m", training.trained().get(0), 6);
    }

    /** Stands for the process's end. */
    private static final class Killed extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final class Counting implements Training.Listener {

        private final int most;

        /** @param most rounds before the process is killed */
        private Counting(int most) {
            this.most = most;
        }

        private int rounds;

        @Override
        public void learned(double progress, int step, float loss, Duration left) {
            rounds++;
            if (rounds == most) {
                throw new Killed();
            }
        }

        @Override
        public void validated(double progress, List<Double> singles, double fused) {
            validations++;
            assertEquals(1, singles.size());
        }
    }
}
