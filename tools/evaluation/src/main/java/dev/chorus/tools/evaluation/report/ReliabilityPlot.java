package dev.chorus.tools.evaluation.report;

import dev.chorus.tools.evaluation.figures.ConfidenceCalibration;
import dev.chorus.tools.evaluation.figures.ConfidenceCalibration.Bin;

/** The reliability diagram: in each bin of confidence, how many answers are right, beside the diagonal where they should be. */
final class ReliabilityPlot {

    private static final Plane PLANE = new Plane(640, 380);
    private static final double GAP = 2;

    private ReliabilityPlot() {}

    /** @param pictures in all */
    static String draw(ConfidenceCalibration calibration, int pictures) {
        Svg svg = PLANE.begin("Share of right answers over the fused confidence");
        PLANE.sharesAtLeft(svg);
        PLANE.sharesBelow(svg, "confidence: score of the first label");
        for (Bin bin : calibration.bins()) {
            if (bin.pictures() > 0) {
                draw(svg, bin, pictures);
            }
        }
        svg.line("reference", PLANE.x(0), PLANE.y(0), PLANE.x(1), PLANE.y(1));
        return svg.end();
    }

    private static void draw(Svg svg, Bin bin, int pictures) {
        double x = PLANE.x(bin.from()) + GAP / 2;
        double width = PLANE.x(bin.to()) - PLANE.x(bin.from()) - GAP;
        String tip = String.format(
                "%s of the pictures: confidence %s, right %s",
                Html.percent((double) bin.pictures() / pictures),
                Html.percent(bin.confidence()),
                Html.percent(bin.accuracy()));
        // Bins of few pictures say little: they are paler.
        double opacity = 0.25 + 0.75 * Math.min(1, bin.pictures() * 8.0 / pictures);
        svg.rect("mean", x, PLANE.y(bin.accuracy()), width, PLANE.y(0) - PLANE.y(bin.accuracy()), opacity, tip);
        svg.line("expected", x, PLANE.y(bin.confidence()), x + width, PLANE.y(bin.confidence()));
        String number = opacity > 0.6 && bin.accuracy() > 0.1 ? "small inside" : "small";
        svg.words(number, "middle", x + width / 2, PLANE.y(0) - 6, Integer.toString(bin.pictures()));
    }
}
