package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import dev.chorus.tools.networks.Layer;
import dev.chorus.tools.trainer.net.TrainedNetwork.Convolution;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The blocks of one convolution with its batch norm, kept at hand for folding. */
final class ConvUnit {

    private static final float EPSILON = 1e-5f;

    private static final float LEAST_DEVIATION = 1e-3f;

    private final Block convolution;
    private final Block norm;
    private final Block block;
    private final Layer.Conv spec;
    private Moments moments;

    ConvUnit(Layer.Conv spec) {
        convolution = Conv2d.builder()
                .setFilters(spec.out())
                .setKernelShape(new Shape(spec.kernel(), spec.kernel()))
                .optStride(new Shape(spec.stride(), spec.stride()))
                .optPadding(new Shape(spec.padding(), spec.padding()))
                .optGroups(spec.groups())
                .optBias(false)
                .build();
        norm = BatchNorm.builder()
                .optEpsilon(EPSILON)
                .optScale(!spec.shiftOnly())
                .build();
        SequentialBlock sequence = new SequentialBlock().add(convolution).add(this::watched);
        if (spec.pool() > 1) {
            Shape square = new Shape(spec.pool(), spec.pool());
            sequence.add(Pool.maxPool2dBlock(square, square));
        }
        sequence.add(norm);
        this.spec = spec;
        block = spec.relu() ? sequence.add(Activation::relu) : sequence;
    }

    /** To be called once weights are there. Without shortcuts around it, a convolution learns sooner if it begins as the identity. */
    void initialized() {
        if (!spec.shiftOnly()) {
            return;
        }
        float[] weights = values(convolution, "weight");
        int area = spec.kernel() * spec.kernel();
        for (int channel = 0; channel < Math.min(spec.in(), spec.out()); channel++) {
            int from = channel * spec.in() * area;
            Arrays.fill(weights, from, from + spec.in() * area, 0);
            weights[from + channel * area + area / 2] = 1;
        }
        set(convolution, "weight", weights);
    }

    private NDList watched(NDList features) {
        if (moments != null) {
            moments.add(features.singletonOrThrow());
        }
        return features;
    }

    /**
     * Has the convolution be another one, and watches what it gives from now on. Its batch norm adds the biases and changes
     * nothing else, as long as it is not trained.
     */
    void begin(Convolution learned) {
        set(convolution, "weight", learned.weights());
        int channels = learned.bias().length;
        become(learned.bias(), new float[channels], filled(channels, 1 - EPSILON), filled(channels, 1));
        moments = new Moments(channels);
    }

    /** Ends watching: the batch norm still gives what it gave, and also does with a batch's own statistics. */
    void keepScale() {
        float[] mean = moments.mean();
        float[] variance = moments.variance();
        float[] beta = values(norm, "beta");
        float[] gamma = new float[beta.length];
        for (int channel = 0; channel < beta.length; channel++) {
            gamma[channel] = (float) Math.max(LEAST_DEVIATION, Math.sqrt(variance[channel] + EPSILON));
            beta[channel] += mean[channel];
        }
        become(beta, mean, variance, gamma);
        moments = null;
    }

    private void become(float[] beta, float[] mean, float[] variance, float[] gamma) {
        set(norm, "beta", beta);
        set(norm, "runningMean", mean);
        set(norm, "runningVar", variance);
        set(norm, "gamma", gamma);
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    /** What is moved when this learns. */
    List<Parameter> parameters() {
        return block.getParameters().values();
    }

    /**
     * Has the first filters be these, for good.
     *
     * @param filters shape {@code [filters, in / groups, kernel, kernel]}, no more filters than there are
     */
    void begin(float[] filters) {
        float[] values = values(convolution, "weight");
        System.arraycopy(filters, 0, values, 0, filters.length);
        set(convolution, "weight", values);
        convolution.getParameters().get("weight").freeze(true);
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

    private static void set(Block block, String parameter, float[] values) {
        Torch.plainly(() -> {
            block.getParameters().get(parameter).getArray().set(FloatBuffer.wrap(values));
            return null;
        });
    }

    static float[] values(Block block, String parameter) {
        NDArray array = block.getParameters().get(parameter).getArray();
        return array.toFloatArray();
    }
}
