package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.family.Family;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * What a family would do if it were fused with its fitted weights instead of those of the formula; everything else alike.
 *
 * @param fused k to accuracy of all variants together
 * @param lost number of lost variants to what the others get right
 * @param confidence of the fused answers
 */
public record FittedFigures(
        SortedMap<Integer, Double> fused, SortedMap<Integer, Survival> lost, Confidence confidence) {

    public FittedFigures {
        fused = Collections.unmodifiableSortedMap(fused);
        lost = Collections.unmodifiableSortedMap(lost);
    }

    /**
     * Computes it.
     *
     * @param answers of the family's variants, in their order
     * @param ks numbers of classes to send; the largest is the one for all other figures
     * @return empty unless every variant of the family has a fitted weight
     */
    public static Optional<FittedFigures> of(Family family, VariantAnswers answers, Collection<Integer> ks) {
        List<Double> weights = family.variants().stream()
                .map(variant -> variant.fit().weight())
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        if (weights.size() < answers.variants()) {
            return Optional.empty();
        }
        VariantAnswers weighted = answers.weighted(weights);
        SortedMap<Integer, Double> fused = EvaluationFigures.fusedByK(weighted, ks);
        VariantAnswers sent = weighted.sending(fused.lastKey());
        return Optional.of(new FittedFigures(
                fused, Survival.of(sent), Confidence.of(sent, family.labelSet().size())));
    }

    /** What all variants together get right, each sending the most classes. */
    public double fusedAccuracy() {
        return fused.get(fused.lastKey());
    }
}
