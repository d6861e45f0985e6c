package dev.chorus.tools.evaluation.ask;

import dev.chorus.core.family.Fit;
import dev.chorus.core.fusion.ClassProbabilities;
import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.RankedClass;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.pictures.Skipped;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What every variant said of every picture, what is right, and how it is fused. Immutable. */
public final class VariantAnswers {

    private final int classes;
    private final FusionStrategy strategy;
    private final List<VariantWeight> variantWeights;
    private final int[] truth;
    private final TopK[][] said;
    private final List<Skipped> skipped;

    /**
     * To be fused by the scaled sum.
     *
     * @param classes in the label set
     * @param variantWeights of the variants
     * @param truth class index of each picture; not copied
     * @param said shape {@code [pictures][variants]}; not copied
     * @param skipped pictures that could not be asked about, not among the others
     */
    public VariantAnswers(
            int classes, List<VariantWeight> variantWeights, int[] truth, TopK[][] said, List<Skipped> skipped) {
        this(classes, new ScaledSum(), variantWeights, truth, said, skipped);
    }

    private VariantAnswers(
            int classes,
            FusionStrategy strategy,
            List<VariantWeight> variantWeights,
            int[] truth,
            TopK[][] said,
            List<Skipped> skipped) {
        this.classes = classes;
        this.strategy = strategy;
        this.variantWeights = List.copyOf(variantWeights);
        this.truth = truth;
        this.said = said;
        this.skipped = List.copyOf(skipped);
    }

    /** How many pictures were asked about. */
    public int pictures() {
        return truth.length;
    }

    /** How many classes there are. */
    public int classes() {
        return classes;
    }

    /** How many variants were asked. */
    public int variants() {
        return variantWeights.size();
    }

    /** How much a variant counts. */
    public VariantWeight variantWeight(int variant) {
        return variantWeights.get(variant);
    }

    /** How much each variant counts. */
    public List<VariantWeight> variantWeights() {
        return variantWeights;
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
    public VariantAnswers sending(int k) {
        TopK[][] sent = Arrays.stream(said)
                .map(all -> Arrays.stream(all).map(topK -> topK.first(k)).toArray(TopK[]::new))
                .toArray(TopK[][]::new);
        return new VariantAnswers(classes, strategy, variantWeights, truth, sent, skipped);
    }

    /**
     * The same, had the variants other fusion weights.
     *
     * @param others of the variants, in their order
     */
    public VariantAnswers weighted(List<Double> others) {
        List<VariantWeight> weighted = IntStream.range(0, variants())
                .mapToObj(variant -> new VariantWeight(
                        others.get(variant), variantWeight(variant).fit()))
                .toList();
        return new VariantAnswers(classes, strategy, weighted, truth, said, skipped);
    }

    /**
     * The same, had this been fitted to the variants.
     *
     * @param fits of the variants, in their order
     */
    public VariantAnswers fitted(List<Fit> fits) {
        List<VariantWeight> fitted = IntStream.range(0, variants())
                .mapToObj(variant -> new VariantWeight(variantWeight(variant).weight(), fits.get(variant)))
                .toList();
        return new VariantAnswers(classes, strategy, fitted, truth, said, skipped);
    }

    /** The same, fused in another way. */
    public VariantAnswers by(FusionStrategy other) {
        return new VariantAnswers(classes, other, variantWeights, truth, said, skipped);
    }

    /** The same, had only these pictures been asked about. */
    public VariantAnswers about(int[] pictures) {
        return new VariantAnswers(
                classes,
                strategy,
                variantWeights,
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
        return share(picture -> fusion(picture, takesPart).ranking(1).get(0).classIndex() == truth[picture]);
    }

    /** What an aggregator answers when all variants are there: best first, at least one. */
    public List<RankedClass> fused(int picture) {
        return fusion(picture, variant -> true).ranking();
    }

    private Fusion fusion(int picture, IntPredicate takesPart) {
        Fusion fusion = begin();
        for (int variant = 0; variant < variants(); variant++) {
            if (takesPart.test(variant)) {
                fusion.add(said[picture][variant], variantWeights.get(variant));
            }
        }
        return fusion;
    }

    /** What all variants together say of each picture, before calibration. */
    public List<ClassProbabilities> probabilities() {
        return IntStream.range(0, pictures())
                .mapToObj(picture -> fusion(picture, variant -> true).probabilities())
                .toList();
    }

    /** What one variant says of each picture. */
    public List<ClassProbabilities> probabilitiesOf(int variant) {
        return IntStream.range(0, pictures())
                .mapToObj(picture -> ClassProbabilities.of(said(picture, variant), classes))
                .toList();
    }

    /** Begins a fusion as an aggregator does. */
    public Fusion begin() {
        return strategy.begin(classes);
    }

    private double share(IntPredicate right) {
        return (double) IntStream.range(0, truth.length).filter(right).count() / truth.length;
    }
}
