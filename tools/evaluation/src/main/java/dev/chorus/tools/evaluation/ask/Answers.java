package dev.chorus.tools.evaluation.ask;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.RankedClass;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.pictures.Skipped;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What every variant said of every picture, and what is right. Immutable. */
public final class Answers {

    private final FusionStrategy strategy = new ScaledSum();
    private final List<Double> weights;
    private final int[] truth;
    private final TopK[][] said;
    private final List<Skipped> skipped;

    /**
     * @param weights of the variants
     * @param truth class index of each picture; not copied
     * @param said shape {@code [pictures][variants]}; not copied
     * @param skipped pictures that could not be asked about, not among the others
     */
    public Answers(List<Double> weights, int[] truth, TopK[][] said, List<Skipped> skipped) {
        this.weights = List.copyOf(weights);
        this.truth = truth;
        this.said = said;
        this.skipped = List.copyOf(skipped);
    }

    /** How many pictures were asked about. */
    public int pictures() {
        return truth.length;
    }

    /** How many variants were asked. */
    public int variants() {
        return weights.size();
    }

    /** The fusion weight of a variant. */
    public double weight(int variant) {
        return weights.get(variant);
    }

    /** The fusion weights of all variants. */
    public List<Double> weights() {
        return weights;
    }

    /** The class index of what a picture shows. */
    public int truth(int picture) {
        return truth[picture];
    }

    /** The class indices of what the pictures show, in their order. */
    public int[] truths() {
        return truth.clone();
    }

    /** What a variant said of a picture, as it arrives at an aggregator. */
    public TopK said(int picture, int variant) {
        return said[picture][variant];
    }

    /** The pictures that are not among these because nobody could read them. */
    public List<Skipped> skipped() {
        return skipped;
    }

    /** The share of pictures of which a variant's best class is the right one, 0 to 1. */
    public double accuracyOf(int variant) {
        return share(picture -> said[picture][variant].classAt(0) == truth[picture]);
    }

    /** The same, had every variant sent only its k best classes. */
    public Answers sending(int k) {
        TopK[][] sent = Arrays.stream(said)
                .map(all -> Arrays.stream(all).map(topK -> topK.first(k)).toArray(TopK[]::new))
                .toArray(TopK[][]::new);
        return new Answers(weights, truth, sent, skipped);
    }

    /**
     * The same, had the variants other fusion weights.
     *
     * @param others of the variants, in their order
     */
    public Answers weighted(List<Double> others) {
        return new Answers(others, truth, said, skipped);
    }

    /** The same, had only these pictures been asked about. */
    public Answers about(int[] pictures) {
        return new Answers(
                weights,
                IntStream.of(pictures).map(picture -> truth[picture]).toArray(),
                IntStream.of(pictures).mapToObj(picture -> said[picture]).toArray(TopK[][]::new),
                skipped);
    }

    /** The share of pictures that all variants together get right, 0 to 1. */
    public double fusedAccuracy() {
        return fusedAccuracy(variant -> true);
    }

    /**
     * The share of pictures that some variants together get right, 0 to 1.
     *
     * @param takesPart which variants are there, at least one
     */
    public double fusedAccuracy(IntPredicate takesPart) {
        return share(picture -> fused(picture, takesPart).get(0).classIndex() == truth[picture]);
    }

    /** What an aggregator answers when all variants are there: best first, at least one. */
    public List<RankedClass> fused(int picture) {
        return fused(picture, variant -> true);
    }

    private List<RankedClass> fused(int picture, IntPredicate takesPart) {
        Fusion fusion = begin();
        for (int variant = 0; variant < variants(); variant++) {
            if (takesPart.test(variant)) {
                fusion.add(said[picture][variant], weights.get(variant));
            }
        }
        return fusion.ranking();
    }

    /** Begins a fusion as an aggregator does. */
    public Fusion begin() {
        return strategy.begin();
    }

    private double share(IntPredicate right) {
        return (double) IntStream.range(0, truth.length).filter(right).count() / truth.length;
    }
}
