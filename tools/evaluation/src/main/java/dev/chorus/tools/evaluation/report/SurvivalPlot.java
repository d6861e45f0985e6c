package dev.chorus.tools.evaluation.report;

import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.evaluation.figures.Survival;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Accuracy over the number of lost variants: mean and worst case, the best single variant, model parallelism. */
final class SurvivalPlot {

    private static final Plane PLANE = new Plane(640, 330);

    private SurvivalPlot() {}

    static String draw(EvaluationFigures figures) {
        int most = figures.lost().isEmpty() ? 0 : figures.lost().lastKey();
        Svg svg = PLANE.begin("Accuracy over the number of lost variants");
        PLANE.sharesAtLeft(svg);
        for (int lost = 0; lost <= most; lost++) {
            svg.words("tick", "middle", x(lost, most), PLANE.bottom() + 18, Integer.toString(lost));
        }
        svg.words("axis", "middle", PLANE.middle(), PLANE.bottom() + 38, "variants lost");
        double best = PLANE.y(figures.bestAlone());
        svg.line("reference", PLANE.left(), best, PLANE.right(), best);
        svg.words("note", "start", PLANE.left() + 6, best + 16, "best variant alone");
        if (most > 0) {
            svg.line("dead", x(0, most), PLANE.y(figures.fusedAccuracy()), x(1, most), PLANE.y(0));
            svg.line("dead", x(1, most), PLANE.y(0), x(most, most), PLANE.y(0));
            svg.words("note", "start", x(1, most) + 8, PLANE.y(0) - 8, "model parallelism: no answer");
        }
        curve(svg, "worst", figures, most, Survival::worst);
        curve(svg, "mean", figures, most, Survival::mean);
        return svg.end();
    }

    private static void curve(
            Svg svg, String style, EvaluationFigures figures, int most, ToDoubleFunction<Survival> value) {
        List<Double> heights = new ArrayList<>(List.of(figures.fusedAccuracy()));
        figures.lost().values().forEach(survival -> heights.add(value.applyAsDouble(survival)));
        for (int lost = 1; lost <= most; lost++) {
            svg.line(
                    "curve " + style,
                    x(lost - 1, most),
                    PLANE.y(heights.get(lost - 1)),
                    x(lost, most),
                    PLANE.y(heights.get(lost)));
        }
        for (int lost = 0; lost <= most; lost++) {
            String tip = lost + " lost, " + style + ": " + Html.percent(heights.get(lost));
            svg.dot(style, x(lost, most), PLANE.y(heights.get(lost)), 4.5, tip);
            boolean above = style.equals("mean");
            svg.words(
                    "value " + style,
                    "middle",
                    x(lost, most),
                    PLANE.y(heights.get(lost)) + (above ? -12 : 22),
                    lost == 0 && !above ? "" : Html.decimal(100 * heights.get(lost), 1));
        }
    }

    private static double x(int lost, int most) {
        return PLANE.x((lost + 0.5) / (most + 1));
    }
}
