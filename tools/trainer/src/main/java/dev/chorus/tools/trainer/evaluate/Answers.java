package dev.chorus.tools.trainer.evaluate;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.topk.TopK;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What every variant said of every picture, and what is right. Immutable. */
public final class Answers {

    private final FusionStrategy strategy = new ScaledSum();
    private final List<Double> weights;
    private final int[] truth;
    private final TopK[][] said;

    /**
     * @param weights of the variants
     * @param truth class index of each picture; not copied
     * @param said shape {@code [variants][pictures]}; not copied
     */
    Answers(List<Double> weights, int[] truth, TopK[][] said) {
        this.weights = List.copyOf(weights);
        this.truth = truth;
        this.said = said;
    }

    /** How many pictures were asked about. */
    public int pictures() {
        return truth.length;
    }

    /** The share of pictures of which a variant's best class is the right one, 0 to 1. */
    public double accuracyOf(int variant) {
        return share(picture -> said[variant][picture].classAt(0) == truth[picture]);
    }

    /**
     * The share of pictures that some variants together get right.
     *
     * @param k classes that each variant sends
     * @param takesPart which variants are there, at least one
     */
    public double fusedAccuracy(int k, IntPredicate takesPart) {
        return share(picture -> {
            Fusion fusion = strategy.begin();
            IntStream.range(0, said.length)
                    .filter(takesPart)
                    .forEach(variant -> fusion.add(said[variant][picture].first(k), weights.get(variant)));
            return fusion.ranking().get(0).classIndex() == truth[picture];
        });
    }

    private double share(IntPredicate right) {
        return (double) IntStream.range(0, truth.length).filter(right).count() / truth.length;
    }
}
