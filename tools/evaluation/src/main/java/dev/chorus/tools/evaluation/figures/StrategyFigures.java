package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FusedFit;
import dev.chorus.core.family.Variant;
import dev.chorus.core.fusion.ClassProbabilities;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.FamilyFit;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What a family does when it is fused by one strategy.
 *
 * @param name of the strategy
 * @param fused what all variants together get right, 0 to 1
 * @param earlyStop how soon an answer is certain
 * @param told the confidence as gateways tell it, at the family's temperature
 * @param temperature the family's for this strategy, 1 if none was fitted
 * @param calibrated the confidence at the temperature fitted on the other half of the pictures
 * @param stops share of disagreement to what stopping at its margin does
 */
public record StrategyFigures(
        String name,
        double fused,
        EarlyStop earlyStop,
        ConfidenceCalibration told,
        double temperature,
        ConfidenceCalibration calibrated,
        SortedMap<Double, StopFigures> stops) {

    public StrategyFigures {
        stops = Collections.unmodifiableSortedMap(stops);
    }

    /** Of each strategy that has all it asks of every variant. */
    static List<StrategyFigures> of(Family family, VariantAnswers answers) {
        VariantAnswers fitted =
                answers.fitted(family.variants().stream().map(Variant::fit).toList());
        return FamilyFit.strategies(fitted).stream()
                .map(strategy -> of(family, fitted.by(strategy), strategy))
                .toList();
    }

    private static StrategyFigures of(Family family, VariantAnswers answers, FusionStrategy strategy) {
        FusedFit fit = family.fused().getOrDefault(strategy.name(), FusedFit.NONE);
        List<ClassProbabilities> told = answers.probabilities().stream()
                .map(one -> one.tempered(fit.temperature()))
                .toList();
        return new StrategyFigures(
                strategy.name(),
                answers.fusedAccuracy(),
                EarlyStop.of(answers),
                ConfidenceCalibration.of(answers, told),
                fit.temperature(),
                Confidence.calibrated(answers),
                StopFigures.of(answers, fit));
    }
}
