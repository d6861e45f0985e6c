package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.fusion.ClassProbabilities;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.evaluation.fit.Halves;
import dev.chorus.tools.evaluation.fit.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the fused confidence can be trusted, in three readings; the answers are the same in all.
 *
 * @param published the score that an aggregator sends: the sum over the sum of weights
 * @param spread the same, and what each variant leaves of 1 spread evenly over the classes that it does not name
 * @param calibrated {@code spread} at one temperature; each half of the pictures at that fitted on the other half
 * @param temperature fitted on all pictures
 */
public record Confidence(
        ConfidenceCalibration published,
        ConfidenceCalibration spread,
        ConfidenceCalibration calibrated,
        double temperature) {

    /**
     * Computes it.
     *
     * @param classes in the label set
     */
    public static Confidence of(VariantAnswers answers, int classes) {
        List<ClassProbabilities> fused = answers.probabilities();
        return new Confidence(
                ConfidenceCalibration.of(answers, classes),
                ConfidenceCalibration.of(answers, fused),
                calibrated(answers, fused),
                Temperature.fit(fused, answers.truths()));
    }

    /** Each half of the pictures at the temperature fitted on the other half. */
    static ConfidenceCalibration calibrated(VariantAnswers answers) {
        return calibrated(answers, answers.probabilities());
    }

    private static ConfidenceCalibration calibrated(VariantAnswers answers, List<ClassProbabilities> fused) {
        List<int[]> halves = Halves.of(answers);
        List<ClassProbabilities> calibrated = new ArrayList<>(fused);
        for (int half = 0; half < halves.size(); half++) {
            double temperature = temperature(answers, fused, halves.get(1 - half));
            for (int picture : halves.get(half)) {
                calibrated.set(picture, fused.get(picture).tempered(temperature));
            }
        }
        return ConfidenceCalibration.of(answers, calibrated);
    }

    private static double temperature(VariantAnswers answers, List<ClassProbabilities> fused, int[] pictures) {
        return Temperature.fit(
                IntStream.of(pictures).mapToObj(fused::get).toList(),
                IntStream.of(pictures).map(answers::truth).toArray());
    }
}
