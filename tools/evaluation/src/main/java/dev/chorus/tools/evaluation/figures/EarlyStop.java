package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many variants an aggregator must hear before what is missing can provably not change the first label, when the weightier
 * ones are heard first.
 *
 * @param heardFirst requests that were decided after 1, 2, ... variants; the last entry counts those that needed all
 */
public record EarlyStop(List<Integer> heardFirst) {

    public EarlyStop {
        heardFirst = List.copyOf(heardFirst);
    }

    /** Plays every request through. */
    public static EarlyStop of(VariantAnswers answers) {
        List<Integer> order = IntStream.range(0, answers.variants())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        variant -> -answers.variantWeight(variant).weight()))
                .toList();
        Integer[] heard = new Integer[order.size()];
        Arrays.fill(heard, 0);
        for (int picture = 0; picture < answers.pictures(); picture++) {
            heard[heardOf(answers, picture, order) - 1]++;
        }
        return new EarlyStop(List.of(heard));
    }

    private static int heardOf(VariantAnswers answers, int picture, List<Integer> order) {
        Fusion fusion = answers.begin();
        List<Integer> missing = new ArrayList<>(order);
        while (!missing.isEmpty()) {
            int variant = missing.remove(0);
            fusion.add(answers.said(picture, variant), answers.variantWeight(variant));
            if (!missing.isEmpty()
                    && fusion.isDecided(
                            missing.stream().map(answers::variantWeight).toList())) {
                break;
            }
        }
        return order.size() - missing.size();
    }

    /** Share of requests that are decided before the last variant is heard, 0 to 1. */
    public double share() {
        return 1 - (double) heardFirst.get(heardFirst.size() - 1) / requests();
    }

    /** How many variants are heard, on average. */
    public double meanVariants() {
        return IntStream.range(0, heardFirst.size())
                        .mapToLong(at -> (at + 1L) * heardFirst.get(at))
                        .sum()
                / (double) requests();
    }

    private long requests() {
        return heardFirst.stream().mapToLong(Integer::longValue).sum();
    }
}
