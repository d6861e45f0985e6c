package dev.chorus.tools.trainer.train;

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
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import dev.chorus.tools.networks.Layer;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.trainer.net.Backbone;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import dev.chorus.tools.trainer.net.TrainedNetwork.Convolution;
import java.util.ArrayList;
import java.util.List;

/** The blocks that compute what the layer specifications say. */
final class NetworkBlock {

    private final List<ConvUnit> convolutions = new ArrayList<>();
    private final Block classifier;
    private final SequentialBlock block = new SequentialBlock();
    private final float logitScale;

    /**
     * @param dropout share of the pooled features that are left out in training
     * @param logitScale what the classifier's output is multiplied by
     */
    NetworkBlock(Network network, float dropout, float logitScale) {
        this.logitScale = logitScale;
        network.trunk().forEach(layer -> block.add(blockOf(layer)));
        classifier = Linear.builder().setUnits(network.classes()).build();
        if (dropout > 0) {
            block.add(Dropout.builder().optRate(dropout).build());
        }
        block.add(pool(network.pooling())).add(Blocks.batchFlattenBlock()).add(classifier);
        if (logitScale != 1) {
            block.add(logits -> new NDList(Torch.scaled(logits.singletonOrThrow(), logitScale)));
        }
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

    private static Block pool(Pooling pooling) {
        return switch (pooling) {
            case AVERAGE -> Pool.globalAvgPool2dBlock();
            case MAX -> Pool.globalMaxPool2dBlock();
        };
    }

    /** Fresh weights, for pictures of a shape. */
    void initialize(NDManager manager, Shape pictures) {
        block.setInitializer(new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2), Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, pictures);
        convolutions.forEach(ConvUnit::initialized);
    }

    /** Has the network begin with these filters, shape {@code [filters, 3, kernel, kernel]}. */
    void begin(float[] filters) {
        convolutions.get(0).begin(filters);
    }

    /** Has all convolutions but the head be those of another network, until {@link #keepScale} watching what they give. */
    void begin(Backbone backbone) {
        for (int at = 0; at < convolutions.size() - 1; at++) {
            convolutions.get(at).begin(backbone.filters().get(at).convolution());
        }
    }

    /** To be called once pictures have passed, not in training. */
    void keepScale() {
        convolutions.subList(0, convolutions.size() - 1).forEach(ConvUnit::keepScale);
    }

    /**
     * How deep a parameter lies.
     *
     * @return from 0 for the first convolution's to 1 for the head's and all behind it
     */
    double depth(Parameter parameter) {
        for (int at = 0; at < convolutions.size() - 1; at++) {
            if (convolutions.get(at).parameters().contains(parameter)) {
                return (double) at / (convolutions.size() - 1);
            }
        }
        return 1;
    }

    /** All weights and statistics, in an order that depends on the network only. */
    List<Parameter> parameters() {
        return block.getParameters().values();
    }

    /** Logits of pictures, shape {@code [batch, classes]}. */
    NDArray forward(ParameterStore store, NDList pictures, boolean training) {
        return block.forward(store, pictures, training).singletonOrThrow();
    }

    private List<Convolution> folded(Network network) {
        List<Convolution> folded =
                new ArrayList<>(convolutions.stream().map(ConvUnit::folded).toList());
        Convolution first = folded.get(0);
        int kernel = network.convolutions().get(0).kernel();
        folded.set(0, new Convolution(network.colour().folded(first.weights(), kernel), first.bias()));
        return folded;
    }

    /** What the weights are now, batch norm and colours folded. */
    TrainedNetwork trained(Network network) {
        return new TrainedNetwork(network, folded(network), classifier("weight"), classifier("bias"));
    }

    private float[] classifier(String parameter) {
        float[] values = ConvUnit.values(classifier, parameter);
        for (int at = 0; at < values.length; at++) {
            values[at] *= logitScale;
        }
        return values;
    }
}
