package dev.chorus.tools.evaluation.fit;

import dev.chorus.core.fusion.ClassProbabilities;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.List;
import java.util.Optional;

/**
 * What a fit brings to pictures that it was not fitted on: each half of the pictures is measured with what was fitted on the
 * other.
 *
 * @param pictures in both halves
 * @param formula what all variants together get right with the weights they had, 0 to 1
 * @param fitted the same with fitted weights
 * @param formulaNll negative log likelihood of all variants together, residual mass spread, with the weights they had
 * @param fittedNll the same with fitted weights
 * @param singleNll negative log likelihood of a variant alone as it says it, mean of the variants
 * @param temperedNll the same with fitted temperatures
 */
public record FitCheck(
        int pictures,
        double formula,
        double fitted,
        double formulaNll,
        double fittedNll,
        double singleNll,
        double temperedNll) {

    /**
     * Fits twice and measures twice.
     *
     * @param classes in the label set
     * @return empty if there are fewer than {@value FamilyFit#LEAST_PICTURES} pictures
     */
    public static Optional<FitCheck> of(VariantAnswers answers, int classes) {
        if (answers.pictures() < FamilyFit.LEAST_PICTURES) {
            return Optional.empty();
        }
        List<VariantAnswers> halves =
                Halves.of(answers).stream().map(answers::about).toList();
        FitCheck one = of(halves.get(0), halves.get(1), classes);
        FitCheck other = of(halves.get(1), halves.get(0), classes);
        return Optional.of(one.and(other));
    }

    private static FitCheck of(VariantAnswers toFit, VariantAnswers toMeasure, int classes) {
        VariantAnswers weighted = toMeasure.weighted(FamilyFit.weights(toFit, classes));
        double single = 0;
        double tempered = 0;
        for (int variant = 0; variant < toFit.variants(); variant++) {
            List<ClassProbabilities> said = toMeasure.probabilitiesOf(variant);
            double temperature = FamilyFit.temperature(toFit, variant);
            single += Temperature.nll(said, toMeasure.truths(), 1) / toFit.variants();
            tempered += Temperature.nll(said, toMeasure.truths(), temperature) / toFit.variants();
        }
        return new FitCheck(
                toMeasure.pictures(),
                toMeasure.fusedAccuracy(),
                weighted.fusedAccuracy(),
                fusedNll(toMeasure),
                fusedNll(weighted),
                single,
                tempered);
    }

    private static double fusedNll(VariantAnswers answers) {
        return Temperature.nll(answers.probabilities(), answers.truths(), 1);
    }

    private FitCheck and(FitCheck other) {
        int all = pictures + other.pictures;
        double share = (double) pictures / all;
        return new FitCheck(
                all,
                mean(share, formula, other.formula),
                mean(share, fitted, other.fitted),
                mean(share, formulaNll, other.formulaNll),
                mean(share, fittedNll, other.fittedNll),
                mean(share, singleNll, other.singleNll),
                mean(share, temperedNll, other.temperedNll));
    }

    private static double mean(double share, double one, double other) {
        return share * one + (1 - share) * other;
    }
}
