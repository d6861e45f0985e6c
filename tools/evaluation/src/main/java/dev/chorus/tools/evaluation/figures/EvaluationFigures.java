package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.family.Family;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.pictures.Skipped;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All that an evaluation found. Accuracies are shares of pictures, 0 to 1. Everything but {@code accuracies} and {@code fused} is
 * for {@code k} classes sent by each variant.
 *
 * @param family that was asked
 * @param pictures how many it was asked about
 * @param k classes that each variant sends, or as many as it ranks
 * @param accuracies of each variant alone
 * @param fused k to accuracy of all variants together
 * @param lost number of lost variants to what the others get right
 * @param confidence of the fused answers
 * @param earlyStop how soon an answer is certain
 * @param confusion which class was taken for which
 * @param traffic what crosses the network
 * @param fitted the same with fitted weights, if the family has them
 * @param strategies the same by each strategy that the family can be fused by
 * @param classLoss what a dead device would do to class parallelism
 * @param skipped pictures that are not among the others
 */
public record EvaluationFigures(
        Family family,
        int pictures,
        int k,
        List<Double> accuracies,
        SortedMap<Integer, Double> fused,
        SortedMap<Integer, Survival> lost,
        Confidence confidence,
        EarlyStop earlyStop,
        Confusion confusion,
        Traffic traffic,
        Optional<FittedFigures> fitted,
        List<StrategyFigures> strategies,
        ClassLoss classLoss,
        List<Skipped> skipped) {

    public EvaluationFigures {
        accuracies = List.copyOf(accuracies);
        strategies = List.copyOf(strategies);
        fused = Collections.unmodifiableSortedMap(fused);
        lost = Collections.unmodifiableSortedMap(lost);
        skipped = List.copyOf(skipped);
    }

    /**
     * Computes everything.
     *
     * @param answers of the family's variants, in their order
     * @param ks numbers of classes to send, each at least 1; the largest is the one for all other figures
     */
    public static EvaluationFigures of(Family family, VariantAnswers answers, Collection<Integer> ks) {
        SortedMap<Integer, Double> fused = fusedByK(answers, ks);
        int classes = family.labelSet().size();
        VariantAnswers sent = answers.sending(fused.lastKey());
        Confusion confusion = Confusion.of(sent, classes);
        return new EvaluationFigures(
                family,
                answers.pictures(),
                fused.lastKey(),
                IntStream.range(0, answers.variants())
                        .mapToObj(answers::accuracyOf)
                        .toList(),
                fused,
                Survival.of(sent),
                Confidence.of(sent, classes),
                EarlyStop.of(sent),
                confusion,
                Traffic.of(family, sent),
                FittedFigures.of(family, answers, ks),
                StrategyFigures.of(family, sent),
                ClassLoss.of(confusion, answers.variants()),
                answers.skipped());
    }

    static SortedMap<Integer, Double> fusedByK(VariantAnswers answers, Collection<Integer> ks) {
        SortedMap<Integer, Double> fused = new TreeMap<>();
        for (int k : ks) {
            fused.put(k, answers.sending(k).fusedAccuracy());
        }
        return fused;
    }

    /** What all variants together get right, each sending {@link #k} classes. */
    public double fusedAccuracy() {
        return fused.get(k);
    }

    /** What the best variant gets right alone. */
    public double bestAlone() {
        return Collections.max(accuracies);
    }

    /** Half the width of the 95 % interval around an accuracy on this many pictures (normal approximation). */
    public double uncertainty(double accuracy) {
        return uncertainty(accuracy, pictures);
    }

    /** Half the width of the 95 % interval around an accuracy on so many pictures (normal approximation). */
    public static double uncertainty(double accuracy, int pictures) {
        return 1.96 * Math.sqrt(accuracy * (1 - accuracy) / pictures);
    }

    /** Labels of which there was no picture. */
    public List<String> labelsWithoutPictures() {
        return IntStream.range(0, confusion.classes())
                .filter(index -> confusion.pictures(index) == 0)
                .mapToObj(family.labelSet()::label)
                .toList();
    }
}
