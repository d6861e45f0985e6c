package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/** Moves weights along their gradients and remembers what it needs for that. Not thread-safe; gradients must be off. */
final class Descent {

    private static final float MEAN_DECAY = 0.9f;
    private static final float SQUARE_DECAY = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Recipe.Method method;
    private final float weightDecay;
    private final float momentum;
    private final List<NDArray> first;
    private final List<NDArray> second;

    /** @param weights what will be moved; the memory has their shapes and lives in their manager */
    Descent(Recipe recipe, List<NDArray> weights) {
        this.method = recipe.method();
        this.weightDecay = (float) recipe.weightDecay();
        this.momentum = (float) recipe.pace().momentum();
        this.first = weights.stream().map(NDArray::zerosLike).toList();
        this.second = method == Recipe.Method.ADAM
                ? weights.stream().map(NDArray::zerosLike).toList()
                : List.of();
    }

    /** What is remembered, to be saved and restored. */
    List<NDArray> memory() {
        List<NDArray> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /**
     * Moves one weight. The gradient's array is used for the computation; what it holds afterwards means nothing.
     *
     * @param at its position in the list that the descent was made for
     * @param step from 0
     */
    void move(int at, NDArray weight, NDArray gradient, float rate, int step) {
        // Biases and batch norm's numbers are not decayed: they do not make a network more complicated.
        if (weightDecay > 0 && weight.getShape().dimension() > 1) {
            weight.muli(1 - rate * weightDecay);
        }
        switch (method) {
            case ADAM -> adam(at, gradient, step);
            case SGD -> nesterov(at, gradient);
        }
        weight.subi(gradient.muli(rate));
    }

    // What the memory's arrays give lives as long as they do unless it is closed: native memory would grow with every
    // step.

    private void nesterov(int at, NDArray gradient) {
        NDArray velocity = first.get(at);
        velocity.muli(momentum).addi(gradient);
        try (NDArray ahead = velocity.mul(momentum)) {
            gradient.addi(ahead);
        }
    }

    private void adam(int at, NDArray gradient, int step) {
        NDArray mean = first.get(at);
        NDArray square = second.get(at);
        try (NDArray share = gradient.mul(1 - MEAN_DECAY);
                NDArray squared = gradient.square()) {
            mean.muli(MEAN_DECAY).addi(share);
            square.muli(SQUARE_DECAY).addi(squared.muli(1 - SQUARE_DECAY));
        }
        double meanBias = 1 - Math.pow(MEAN_DECAY, step + 1.0);
        double squareBias = 1 - Math.pow(SQUARE_DECAY, step + 1.0);
        try (NDArray variance = square.div((float) squareBias);
                NDArray deviation = variance.sqrt()) {
            gradient.muli(0).addi(mean).divi((float) meanBias).divi(deviation.addi(EPSILON));
        }
    }
}
