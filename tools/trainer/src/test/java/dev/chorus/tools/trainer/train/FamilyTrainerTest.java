package dev.chorus.tools.trainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.OnnxVariant;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.trainer.data.Batches;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import dev.chorus.tools.trainer.onnx.OnnxWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamilyTrainerTest {

    private static final int CLASSES = 12;
    private static final List<VariantSpec> SPECS = List.of(
            new VariantSpec("a", 16, 0.35, 32, Trunk.SHALLOW, Pooling.AVERAGE),
            new VariantSpec("b", 20, 0.25, 24, Trunk.SHALLOW, Pooling.AVERAGE));
    private static final PictureSet PICTURES =
            PictureSet.draw(96, PartsArtist.TRAINING_SEEDS_FROM, List.of(16, 20), drawn -> {});

    @Test
    void train_fewSteps_lowersTheLoss() {
        // given
        List<Float> losses = new ArrayList<>();

        // when
        train(30, 1, 1, losses).close();

        // then
        double first = mean(losses.subList(0, 5));
        double last = mean(losses.subList(25, 30));
        assertTrue(last < 0.9 * first, first + " to " + last);
    }

    @Test
    void train_sameSeed_givesSameModels() {
        // given
        byte[] first = modelAfterTraining(4);

        // when
        byte[] again = modelAfterTraining(4);
        byte[] other = modelAfterTraining(5);

        // then
        assertArrayEquals(first, again);
        assertFalse(Arrays.equals(first, other), "another seed, the same weights");
    }

    /** Statistics are settled by training first: untrained, no output depends on its input and all agree for nothing. */
    @Test
    void exportedModel_pictureOfTheNetworksSize_agreesWithPyTorch() {
        try (FamilyTrainer trainer = train(40, 2, 0, new ArrayList<>())) {
            for (int variant = 0; variant < SPECS.size(); variant++) {
                // given
                int side = SPECS.get(variant).resolution();
                byte[] model = OnnxWriter.write("m", trainer.trained().get(variant), CLASSES);
                byte[] pixels = new Batches(PICTURES, 2, 24, 3).next().pixels()[variant];
                float[][] expected = trainer.infer(variant, pixels);
                double disagreement = 0;
                double spread = 0;

                // when
                try (OnnxVariant exported = new OnnxVariant(model)) {
                    for (int picture = 0; picture < 24; picture++) {
                        int length = 3 * side * side;
                        byte[] one = Arrays.copyOfRange(pixels, picture * length, (picture + 1) * length);
                        TopK said = exported.classify(side, side, one);
                        for (int rank = 0; rank < CLASSES; rank++) {
                            float probability = expected[picture][said.classAt(rank)];
                            disagreement = Math.max(disagreement, Math.abs(said.scoreAt(rank) - probability));
                            spread = Math.max(spread, Math.abs(probability - expected[0][said.classAt(rank)]));
                        }
                    }
                }

                // then
                assertTrue(spread > 0.1, "the output hardly depends on the input: " + spread);
                assertEquals(0, disagreement, 1e-5);
            }
        }
    }

    @Test
    void trainingPlan_batchOfOne_isRefused() {
        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(10, 1, 0.01, 0, 1));

        // then
        assertEquals("batchSize is 1, allowed is 2 and more", refused.getMessage());
    }

    @Test
    void learningRate_overThePlan_risesThenFallsToNothing() {
        // given
        TrainingPlan plan = new TrainingPlan(100, 8, 0.01, 0, 1);

        // then
        assertTrue(plan.learningRateAt(0) < 0.005);
        assertEquals(0.01, plan.learningRateAt(5), 1e-4);
        assertEquals(0.005, plan.learningRateAt(52), 3e-4);
        assertEquals(0, plan.learningRateAt(99), 1e-4);
    }

    private static byte[] modelAfterTraining(long seed) {
        try (FamilyTrainer trainer = train(3, seed, 1, new ArrayList<>())) {
            TrainedNetwork trained = trainer.trained().get(1);
            return OnnxWriter.write("m", trained, 6);
        }
    }

    private static FamilyTrainer train(int steps, long seed, double fusedShare, List<Float> losses) {
        FamilyTrainer trainer =
                new FamilyTrainer(SPECS, CLASSES, 6, new TrainingPlan(steps, 24, 0.01, fusedShare, seed));
        trainer.train(new Batches(PICTURES, 2, 24, seed), (step, loss) -> losses.add(loss));
        return trainer;
    }

    private static double mean(List<Float> values) {
        return values.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
    }
}
