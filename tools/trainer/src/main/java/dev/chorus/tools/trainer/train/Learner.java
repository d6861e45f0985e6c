package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.trainer.net.Backbone;
import dev.chorus.tools.trainer.net.TrainedNetwork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * One network under training: its weights, their averages and what moves them. Owns native memory until closed. One thread at
 * a time, not always the same.
 */
final class Learner implements AutoCloseable {

    /** Averaging costs about as much as moving; every few steps is often enough. */
    private static final int AVERAGED_EVERY = 4;

    private static final float MOST_CHANGE = 0.5f;

    private static final Set<Parameter.Type> STATISTICS =
            EnumSet.of(Parameter.Type.RUNNING_MEAN, Parameter.Type.RUNNING_VAR);

    private final NetworkBlock block;
    private final Network network;
    private final Recipe recipe;
    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);
    private final List<NDArray> weights = new ArrayList<>();
    private final List<Double> depths = new ArrayList<>();
    private final List<Float> paces = new ArrayList<>();
    private final List<NDArray> everything = new ArrayList<>();
    private final List<NDArray> statistics = new ArrayList<>();
    private final List<NDArray> averages;
    private final NDArray colours;
    private final Descent descent;

    /**
     * A network with fresh weights, taken from PyTorch's random numbers.
     *
     * @param filters that it begins with, shape {@code [filters, 3, kernel, kernel]}; may be empty
     */
    Learner(Network network, Recipe recipe, float[] filters) {
        this.network = network;
        this.recipe = recipe;
        this.block = new NetworkBlock(
                network, (float) recipe.dropout(), (float) recipe.pace().logitScale());
        block.initialize(manager, new Shape(1, 3, network.resolution(), network.resolution()));
        if (filters.length > 0) {
            block.begin(filters);
        }
        this.colours = colours(network.colour());
        for (Parameter parameter : block.parameters()) {
            NDArray array = parameter.getArray();
            everything.add(array);
            if (STATISTICS.contains(parameter.getType())) {
                statistics.add(array);
            }
            if (parameter.requiresGradient()) {
                array.setRequiresGradient(true);
                weights.add(array);
                depths.add(block.depth(parameter));
                paces.add(
                        parameter.getType() == Parameter.Type.BETA
                                ? (float) recipe.pace().biasRate()
                                : 1);
            }
        }
        this.averages = Torch.plainly(() -> everything.stream()
                .map(array -> array.stopGradient().duplicate())
                .toList());
        this.descent = new Descent(recipe, weights);
    }

    /**
     * Has the network begin with what another one has learned; its averages too. Nothing may be learned before.
     *
     * @param batches pictures of the kind that is to be learned, uint8, each of shape {@code [batch, r, r, 3]}
     * @param count of batches
     */
    void begin(Backbone backbone, IntFunction<byte[]> batches, int count) {
        block.begin(backbone);
        Torch.plainly(() -> {
            for (int at = 0; at < count; at++) {
                see(batches.apply(at), false);
            }
            block.keepScale();
            for (int at = 0; at < everything.size(); at++) {
                everything.get(at).copyTo(averages.get(at));
            }
            return null;
        });
    }

    private NDArray colours(Colour colour) {
        float[] matrix = new float[9];
        for (int at = 0; at < matrix.length; at++) {
            matrix[at] = colour.share(at % 3, at / 3);
        }
        return manager.create(matrix, new Shape(3, 3));
    }

    /** The layers. */
    Network network() {
        return network;
    }

    /** Memory for one step; to be closed. */
    NDManager scratch() {
        return manager.newSubManager();
    }

    /**
     * Computes with the batch's own statistics, remembering what gradients need.
     *
     * @param pixels uint8, shape {@code [batch, r, r, 3]}
     * @return logits, shape {@code [batch, classes]}
     */
    NDArray learn(NDManager scratch, byte[] pixels) {
        return Torch.recording(() -> block.forward(store, normalised(scratch, pixels), true));
    }

    /** Transposed here, not before: PyTorch then takes its kernels for channels-last layout, which are faster. */
    private NDList normalised(NDManager scratch, byte[] pixels) {
        int side = network.resolution();
        Shape shape = new Shape(pixels.length / (3L * side * side), side, side, 3);
        NDArray pictures = scratch.create(ByteBuffer.wrap(pixels), shape, DataType.UINT8);
        NDArray scaled = pictures.toType(DataType.FLOAT32, false).mul(2f / 255).sub(1);
        NDArray seen = network.colour() == Colour.RGB ? scaled : scaled.matMul(colours);
        return new NDList(seen.transpose(0, 3, 1, 2));
    }

    /**
     * Moves the weights along the gradients that have come together, and forgets these.
     *
     * @param step from 0
     * @param frozenDepth what lies less deep stays as it is; 0 for nothing
     */
    void move(float rate, int step, double frozenDepth) {
        Torch.plainly(() -> {
            for (int at = 0; at < weights.size(); at++) {
                try (NDManager scratch = scratch()) {
                    NDArray gradient = Torch.gradient(weights.get(at));
                    gradient.attach(scratch);
                    NDArray weight = weights.get(at);
                    if (depths.get(at) >= frozenDepth) {
                        descent.move(at, weight, gradient, rate * paces.get(at), step);
                    }
                    gradient.muli(0);
                }
            }
            if (step % AVERAGED_EVERY == 0) {
                average(step);
            }
            return null;
        });
    }

    /** The first steps' weights must not linger: an average never reaches further back than training itself. */
    private void average(int step) {
        double stays = Math.pow(recipe.averaging(), AVERAGED_EVERY);
        float change = (float) Math.max(1 - stays, Math.min(MOST_CHANGE, AVERAGED_EVERY * 2.0 / (step + 1)));
        for (int at = 0; at < averages.size(); at++) {
            try (NDArray now = everything.get(at).stopGradient();
                    NDArray distance = now.sub(averages.get(at))) {
                averages.get(at).addi(distance.muli(recipe.averaging() == 0 ? 1 : change));
            }
        }
    }

    /**
     * What the averaged network makes of pictures, with settled statistics, as the exported graph does.
     *
     * @param pixels uint8, shape {@code [batch, r, r, 3]}
     * @return probabilities, shape {@code [batch][classes]}
     */
    float[][] infer(byte[] pixels) {
        return averaged(() -> {
            try (NDManager scratch = scratch()) {
                NDArray probabilities =
                        block.forward(store, normalised(scratch, pixels), false).softmax(1);
                float[] flat = probabilities.toFloatArray();
                float[][] rows = new float[(int) probabilities.getShape().get(0)][network.classes()];
                for (int row = 0; row < rows.length; row++) {
                    System.arraycopy(flat, row * network.classes(), rows[row], 0, network.classes());
                }
                return rows;
            }
        });
    }

    /**
     * Lets the averages' batch-norm statistics become those of pictures as they are learned from: on the way they mixed what
     * different weights saw, and after few steps still remember their beginnings.
     *
     * @param batches uint8, each of shape {@code [batch, r, r, 3]}; as many again are looked at before their statistics count
     */
    void settle(IntFunction<byte[]> batches, int count) {
        averaged(() -> {
            try (NDManager scratch = scratch()) {
                List<NDArray> sums = new ArrayList<>();
                for (int at = 0; at < 2 * count; at++) {
                    see(batches.apply(at), true);
                    for (int which = 0; at >= count && which < statistics.size(); which++) {
                        if (at == count) {
                            NDArray sum = statistics.get(which).duplicate();
                            sum.attach(scratch);
                            sums.add(sum);
                        } else {
                            sums.get(which).addi(statistics.get(which));
                        }
                    }
                }
                for (int which = 0; which < statistics.size(); which++) {
                    sums.get(which).divi(count).copyTo(statistics.get(which));
                }
            }
            return null;
        });
    }

    private void see(byte[] pixels, boolean training) {
        try (NDManager scratch = scratch()) {
            block.forward(store, normalised(scratch, pixels), training);
        }
    }

    /** What has been learned so far, on average. */
    TrainedNetwork trained() {
        return averaged(() -> block.trained(network));
    }

    /** Does something with the averages in the weights' place. */
    private <T> T averaged(Supplier<T> something) {
        return Torch.plainly(() -> {
            exchange();
            try {
                return something.get();
            } finally {
                exchange();
            }
        });
    }

    private void exchange() {
        for (int at = 0; at < everything.size(); at++) {
            try (NDArray same = everything.get(at).stopGradient();
                    NDArray now = same.duplicate()) {
                averages.get(at).copyTo(everything.get(at));
                now.copyTo(averages.get(at));
            }
        }
    }

    /** All that has to be saved for training to go on from here, in an order that depends on network and recipe only. */
    List<NDArray> state() {
        List<NDArray> all = new ArrayList<>(everything);
        all.addAll(averages);
        all.addAll(descent.memory());
        return all;
    }

    @Override
    public void close() {
        manager.close();
    }
}
