package dev.chorus.tools.evaluation.fit;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.Variant;
import dev.chorus.core.fusion.FusionStrategies;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Fits a temperature and a fusion weight to each variant of a family, and to what all say together a temperature and margins; counts what is answered. */
public final class FamilyFit {

    /** With fewer pictures chance would decide, and nothing is fitted. */
    public static final int LEAST_PICTURES = 100;

    /** Every variant keeps at least this share of the mean weight, so that it can still answer when the others are lost. */
    static final double FLOOR_OF_MEAN = 0.1;

    private FamilyFit() {}

    /**
     * Fits. The mean of the fitted weights is that of the answers' own, so that variants with either kind can be fused.
     *
     * @param answers to pictures that nothing was learned from
     * @param classes in the label set
     * @return of each variant; {@link Fit#NONE} of all if there are fewer than {@value #LEAST_PICTURES} pictures
     */
    public static List<Fit> of(VariantAnswers answers, int classes) {
        if (answers.pictures() < LEAST_PICTURES) {
            return Collections.nCopies(answers.variants(), Fit.NONE);
        }
        List<Double> weights = weights(answers, classes);
        return IntStream.range(0, answers.variants())
                .mapToObj(variant -> Fit.of(weights.get(variant), temperature(answers, variant)))
                .toList();
    }

    /**
     * A family with all that can be fitted to its answers, in place of what was fitted before.
     *
     * @param answers of its variants, in their order, to pictures that nothing was learned from
     */
    public static Family fitted(Family family, VariantAnswers answers) {
        List<Fit> fits = of(answers, family.labelSet().size());
        List<Variant> variants = IntStream.range(0, fits.size())
                .mapToObj(at -> family.variants().get(at).withFit(fits.get(at)))
                .toList();
        return new Family(family.name(), family.version(), family.labelSet(), variants, fused(answers.fitted(fits)));
    }

    /**
     * Fits what belongs to no variant: for each strategy the temperature of the fused answer and the margins of an early stop.
     *
     * @param answers to pictures that nothing was learned from, the variants' own fits included
     * @return name of a strategy to fit, without those that miss something of a variant; empty if there are fewer than
     *     {@value #LEAST_PICTURES} pictures
     */
    static Map<String, FusedFit> fused(VariantAnswers answers) {
        Map<String, FusedFit> fits = new TreeMap<>();
        if (answers.pictures() >= LEAST_PICTURES) {
            for (FusionStrategy strategy : strategies(answers)) {
                VariantAnswers fused = answers.by(strategy);
                fits.put(
                        strategy.name(),
                        new FusedFit(
                                Temperature.fit(fused.probabilities(), fused.truths()),
                                StopMargins.fit(Replay.of(fused)),
                                firstLabels(fused)));
            }
        }
        return fits;
    }

    /** What to expect of gateways that see such pictures: how often each class is answered. */
    private static List<Integer> firstLabels(VariantAnswers fused) {
        if (fused.classes() > FusedFit.MAX_COUNTED_CLASSES) {
            return List.of();
        }
        int[] counts = new int[fused.classes()];
        for (int picture = 0; picture < fused.pictures(); picture++) {
            counts[fused.fused(picture).get(0).classIndex()]++;
        }
        return Arrays.stream(counts).boxed().toList();
    }

    /** The strategies that have all they ask of every variant. */
    public static List<FusionStrategy> strategies(VariantAnswers answers) {
        return FusionStrategies.ALL.stream()
                .filter(strategy -> answers.variantWeights().stream().allMatch(strategy::isServedBy))
                .toList();
    }

    static List<Double> weights(VariantAnswers answers, int classes) {
        double[] shares = FusionWeights.fit(answers, classes, FLOOR_OF_MEAN);
        double sum = answers.variantWeights().stream()
                .mapToDouble(VariantWeight::weight)
                .sum();
        double most = Arrays.stream(shares).max().orElseThrow();
        double scale = Math.min(sum, Variant.MAX_WEIGHT / most);
        return Arrays.stream(shares)
                .mapToObj(share -> Math.min(Variant.MAX_WEIGHT, scale * share))
                .toList();
    }

    static double temperature(VariantAnswers answers, int variant) {
        return Temperature.fit(answers.probabilitiesOf(variant), answers.truths());
    }
}
