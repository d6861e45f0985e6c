package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import dev.chorus.tools.networks.Layer;
import dev.chorus.tools.trainer.net.TrainedNetwork.Convolution;
import java.nio.FloatBuffer;

/** The blocks of one convolution with its batch norm, kept at hand for folding. */
final class ConvUnit {

    private static final float EPSILON = 1e-5f;

    private final Block convolution;
    private final Block norm;
    private final Block block;

    ConvUnit(Layer.Conv spec) {
        convolution = Conv2d.builder()
                .setFilters(spec.out())
                .setKernelShape(new Shape(spec.kernel(), spec.kernel()))
                .optStride(new Shape(spec.stride(), spec.stride()))
                .optPadding(new Shape(spec.padding(), spec.padding()))
                .optGroups(spec.groups())
                .optBias(false)
                .build();
        norm = BatchNorm.builder().optEpsilon(EPSILON).build();
        SequentialBlock sequence = new SequentialBlock().add(convolution).add(norm);
        block = spec.relu() ? sequence.add(Activation::relu) : sequence;
    }

    /**
     * Has the first filters be these, for good.
     *
     * @param filters shape {@code [filters, in / groups, kernel, kernel]}, no more filters than there are
     */
    void begin(float[] filters) {
        Parameter weight = convolution.getParameters().get("weight");
        Torch.plainly(() -> {
            float[] values = weight.getArray().toFloatArray();
            System.arraycopy(filters, 0, values, 0, filters.length);
            weight.getArray().set(FloatBuffer.wrap(values));
            return null;
        });
        weight.freeze(true);
    }

    Block block() {
        return block;
    }

    Convolution folded() {
        return Convolution.folded(
                values(convolution, "weight"),
                values(norm, "gamma"),
                values(norm, "beta"),
                values(norm, "runningMean"),
                values(norm, "runningVar"),
                EPSILON);
    }

    static float[] values(Block block, String parameter) {
        NDArray array = block.getParameters().get(parameter).getArray();
        return array.toFloatArray();
    }
}
