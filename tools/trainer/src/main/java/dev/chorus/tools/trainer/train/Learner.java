package dev.chorus.tools.trainer.train;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.chorus.tools.networks.Layer;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;

/** One network under training: its blocks, weights and optimizer. Owns native memory until closed. */
final class Learner implements AutoCloseable {

    private final Network network;
    private final List<ConvUnit> convolutions = new ArrayList<>();
    private final Block classifier;
    private final Model model;
    private final Trainer trainer;

    /**
     * A network with fresh weights, taken from PyTorch's random numbers.
     *
     * @param learningRate by step, the first step is 0
     */
    Learner(String name, Network network, Tracker learningRate) {
        this.network = network;
        SequentialBlock block = new SequentialBlock();
        network.trunk().forEach(layer -> block.add(blockOf(layer)));
        classifier = Linear.builder().setUnits(network.classes()).build();
        block.add(pool(network.pooling())).add(Blocks.batchFlattenBlock()).add(classifier);
        block.setInitializer(new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2), Parameter.Type.WEIGHT);
        model = Model.newInstance(name, "PyTorch");
        model.setBlock(block);
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                        Optimizer.adam().optLearningRateTracker(learningRate).build()));
        trainer.initialize(new Shape(1, 3, network.resolution(), network.resolution()));
    }

    private static Block pool(Pooling pooling) {
        return switch (pooling) {
            case AVERAGE -> Pool.globalAvgPool2dBlock();
            case MAX -> Pool.globalMaxPool2dBlock();
        };
    }

    private Block blockOf(Layer layer) {
        if (layer instanceof Layer.Residual residual) {
            SequentialBlock body = new SequentialBlock();
            residual.body().forEach(conv -> body.add(blockOf(conv)));
            return new ParallelBlock(branches -> new NDList(branches.get(0)
                            .singletonOrThrow()
                            .add(branches.get(1).singletonOrThrow())))
                    .add(Blocks.identityBlock())
                    .add(body);
        }
        ConvUnit unit = new ConvUnit((Layer.Conv) layer);
        convolutions.add(unit);
        return unit.block();
    }

    NDManager manager() {
        return trainer.getManager();
    }

    GradientCollector collectGradients() {
        return trainer.newGradientCollector();
    }

    /**
     * Computes with the batch's own statistics, remembering what gradients need.
     *
     * @param pictures uint8, shape {@code [batch, r, r, 3]}
     * @return logits, shape {@code [batch, classes]}
     */
    NDArray learn(NDArray pictures) {
        return trainer.forward(new NDList(normalised(pictures))).singletonOrThrow();
    }

    /** Computes with the settled statistics, as the exported graph does; shapes as in {@link #learn}. */
    NDArray infer(NDArray pictures) {
        return trainer.evaluate(new NDList(normalised(pictures))).singletonOrThrow();
    }

    /** Transposed here, not before: PyTorch then takes its kernels for channels-last layout, which are faster. */
    private static NDArray normalised(NDArray pictures) {
        return pictures.toType(DataType.FLOAT32, false).mul(2f / 255).sub(1).transpose(0, 3, 1, 2);
    }

    /** Moves the weights along the gradients collected last. */
    void step() {
        trainer.step();
    }

    /** What has been learned so far. */
    TrainedNetwork trained() {
        return new TrainedNetwork(
                network,
                convolutions.stream().map(ConvUnit::folded).toList(),
                ConvUnit.values(classifier, "weight"),
                ConvUnit.values(classifier, "bias"));
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
