package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.data.Batches;
import dev.chorus.tools.trainer.data.Batches.Batch;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Trains the variants of a family side by side: one batch, every variant forward, one loss. */
public final class FamilyTrainer implements AutoCloseable {

    /** Told after each step, on the training thread. */
    @FunctionalInterface
    public interface Listener {

        /**
         * @param step how many are done
         * @param loss the joint loss of this step's batch
         */
        void stepped(int step, float loss);
    }

    private final TrainingPlan plan;
    private final List<Learner> learners = new ArrayList<>();
    private final List<Integer> resolutions;
    private final FamilyLoss loss;

    /**
     * A family with fresh weights.
     *
     * @param specs the variants
     * @param classes size of the label set
     * @param k classes that each variant sends
     */
    public FamilyTrainer(List<VariantSpec> specs, int classes, int k, TrainingPlan plan) {
        this.plan = plan;
        this.resolutions = specs.stream().map(VariantSpec::resolution).toList();
        this.loss = new FamilyLoss(fusionWeights(specs), k, plan.fusedShare());
        Torch.seed(plan.seed());
        for (VariantSpec spec : specs) {
            Network network = Network.of(spec, classes);
            learners.add(new Learner(spec.id(), network, step -> (float) plan.learningRateAt(step)));
        }
    }

    /** The paper's s_i of each variant. */
    public static List<Double> fusionWeights(List<VariantSpec> specs) {
        int largest = specs.stream().mapToInt(VariantSpec::resolution).max().orElseThrow();
        return specs.stream()
                .map(spec -> Variant.weightByFormula(spec.resolution(), largest, spec.alpha()))
                .toList();
    }

    /**
     * Trains from here to the end of the plan.
     *
     * @param batches of as many variants as the family has, in the same order
     */
    public void train(Batches batches, Listener listener) {
        for (int step = 1; step <= plan.steps(); step++) {
            listener.stepped(step, step(batches.next()));
        }
    }

    private float step(Batch batch) {
        float value;
        try (NDManager scratch = learners.get(0).manager().newSubManager();
                GradientCollector gradients = learners.get(0).collectGradients()) {
            NDArray truth = scratch.create(batch.labels());
            List<NDArray> logits = new ArrayList<>();
            for (int variant = 0; variant < learners.size(); variant++) {
                logits.add(learners.get(variant).learn(pictures(scratch, batch.pixels()[variant], variant)));
            }
            NDArray total = loss.of(logits, truth);
            gradients.backward(total);
            value = total.getFloat();
        }
        learners.forEach(Learner::step);
        return value;
    }

    /**
     * What a variant makes of pictures, with settled statistics.
     *
     * @param pixels uint8, shape {@code [batch, r, r, 3]}
     * @return probabilities, shape {@code [batch][classes]}
     */
    public float[][] infer(int variant, byte[] pixels) {
        try (NDManager scratch = learners.get(variant).manager().newSubManager()) {
            NDArray probabilities = learners.get(variant)
                    .infer(pictures(scratch, pixels, variant))
                    .softmax(1);
            int batch = (int) probabilities.getShape().get(0);
            float[] flat = probabilities.toFloatArray();
            float[][] rows = new float[batch][flat.length / batch];
            for (int row = 0; row < batch; row++) {
                System.arraycopy(flat, row * rows[row].length, rows[row], 0, rows[row].length);
            }
            return rows;
        }
    }

    private NDArray pictures(NDManager manager, byte[] pixels, int variant) {
        int side = resolutions.get(variant);
        Shape shape = new Shape(pixels.length / (3L * side * side), side, side, 3);
        return manager.create(ByteBuffer.wrap(pixels), shape, DataType.UINT8);
    }

    /** What each variant has learned so far. */
    public List<TrainedNetwork> trained() {
        return learners.stream().map(Learner::trained).toList();
    }

    @Override
    public void close() {
        learners.forEach(Learner::close);
    }
}
