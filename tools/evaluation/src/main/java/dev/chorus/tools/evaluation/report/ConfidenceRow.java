package dev.chorus.tools.evaluation.report;

import dev.chorus.tools.evaluation.figures.Confidence;
import dev.chorus.tools.evaluation.figures.ConfidenceCalibration;
import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One reading of the fused confidence and what it is worth; the same rows in every report.
 *
 * @param name what is read, for people
 * @param calibration what it is worth
 */
record ConfidenceRow(String name, ConfidenceCalibration calibration) {

    static List<ConfidenceRow> of(EvaluationFigures figures) {
        List<ConfidenceRow> rows = new ArrayList<>(of(figures.confidence(), ""));
        figures.fitted().ifPresent(fitted -> rows.addAll(of(fitted.confidence(), "fitted weights, ")));
        return rows;
    }

    private static List<ConfidenceRow> of(Confidence confidence, String weights) {
        return List.of(
                new ConfidenceRow(weights + "as published", confidence.published()),
                new ConfidenceRow(weights + "residual mass spread", confidence.spread()),
                new ConfidenceRow(
                        String.format(Locale.ROOT, "%scalibrated, temperature %.2f", weights, confidence.temperature()),
                        confidence.calibrated()));
    }
}
