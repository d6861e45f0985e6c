package dev.chorus.tools.evaluation.report;

import dev.chorus.tools.evaluation.figures.ConfidenceCalibration;
import dev.chorus.tools.evaluation.figures.EarlyStop;
import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.evaluation.report.Bars.Bar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The figures as one page that needs nothing else: no script, no font, no picture from anywhere. */
public final class HtmlReport {

    private final EvaluationFigures figures;
    private final Tables tables;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(EvaluationFigures figures) {
        this.figures = figures;
        this.tables = new Tables(figures);
    }

    /** @param circumstances how, when and on what this was measured, in the order to be shown */
    public static String text(EvaluationFigures figures, Map<String, String> circumstances) {
        return new HtmlReport(figures).write(circumstances);
    }

    private String write(Map<String, String> circumstances) {
        String name =
                Html.escaped(figures.family().name() + " " + figures.family().version());
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(name)
                .append(": evaluation</title>\n<style>\n")
                .append(styles())
                .append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>Family ")
                .append(name)
                .append("</h1>\n<p>")
                .append(introduction())
                .append("</p>\n</header>\n")
                .append(tables.tiles())
                .append("<div class=\"columns\">\n");
        accuracy();
        survival();
        network();
        confidence();
        strategies();
        confusion();
        page.append("</div>\n");
        section(
                "The variants",
                "As <code>family.json</code> describes them, and what was measured.",
                tables.variants());
        tables.leftOut().ifPresent(table -> section("Left out", "", table));
        page.append("<footer>\n");
        circumstances.forEach((what, value) -> page.append("<div>")
                .append(Html.escaped(what))
                .append(": <code>")
                .append(Html.escaped(value.replace("`", "")))
                .append("</code></div>\n"));
        return page.append("</footer>\n</main>\n</body>\n</html>\n").toString();
    }

    private String introduction() {
        return String.format(
                "%s asked about %s pictures of %d classes. Each sent its %s; accuracies are uncertain by"
                        + " up to %s points (95 %%).",
                figures.accuracies().size() == 1
                        ? "One variant was"
                        : figures.accuracies().size() + " variants were",
                Html.grouped(figures.pictures()),
                figures.family().labelSet().size(),
                figures.k() == 1 ? "best class" : "best " + figures.k() + " classes",
                Html.decimal(100 * figures.uncertainty(0.5), 1));
    }

    private void accuracy() {
        List<Bar> bars = new ArrayList<>();
        for (int at = 0; at < figures.accuracies().size(); at++) {
            bars.add(bar(
                    figures.family().variants().get(at).id(),
                    figures.accuracies().get(at),
                    "quiet"));
        }
        figures.fused().forEach((k, accuracy) -> bars.add(bar("fused, k = " + k, accuracy, "mean")));
        figures.fitted().ifPresent(fitted -> bars.add(bar("fused, fitted weights", fitted.fusedAccuracy(), "mean")));
        section("Accuracy", "Each variant alone, and all of them together.", Bars.draw("Accuracy", bars));
    }

    private static Bar bar(String name, double share, String style) {
        return new Bar(name, share, Html.percent(share), style);
    }

    private void survival() {
        section(
                "When variants are lost",
                "Every set of survivors was fused: <span class=\"key mean\"></span>mean, <span class=\"key worst\"></span>worst.",
                SurvivalPlot.draw(figures) + tables.survival());
    }

    private void confidence() {
        ConfidenceCalibration calibration = figures.confidence().published();
        section(
                "Confidence",
                "Bars: answers that are right, should end at the marks, the confidence as published. Numbers: pictures.",
                ReliabilityPlot.draw(calibration, figures.pictures()) + tables.confidence());
        EarlyStop stop = figures.earlyStop();
        List<Bar> bars = IntStream.range(0, stop.heardFirst().size())
                .mapToObj(at ->
                        bar((at + 1) + " heard", (double) stop.heardFirst().get(at) / figures.pictures(), "mean"))
                .toList();
        section(
                "Answers before everybody has spoken",
                String.format(
                        "%s of the requests are provably decided before the last variant; on average %s of %d are heard.",
                        Html.percent(stop.share()),
                        Html.decimal(stop.meanVariants(), 2),
                        stop.heardFirst().size()),
                Bars.draw("Variants heard before the answer was certain", bars));
    }

    private void strategies() {
        section(
                "Strategies",
                "All variants fused in each way that an aggregator can be configured to; the confidence at the family's temperature.",
                tables.strategies());
        if (figures.strategies().stream().anyMatch(one -> !one.stops().isEmpty())) {
            section(
                    "Answers before it is certain",
                    "Stopping early by statistics, in eight orders of arrival: what is allowed, and what was seen.",
                    tables.stops());
        }
    }

    private void confusion() {
        List<String> labels = figures.family().labelSet().labels();
        if (labels.size() <= HeatMap.MAX_CLASSES) {
            section(
                    "Confusion",
                    "Row: what it is; column: what was answered; percent of the row.",
                    HeatMap.draw(figures.confusion(), labels));
        }
        section(
                "Class by class",
                labels.size() <= HeatMap.MAX_CLASSES ? "All variants together." : "The classes recognised worst.",
                Bars.draw("Accuracy of each class", tables.classBars()));
        section("Most frequent mistakes", "", tables.mistakes());
    }

    private void network() {
        section(
                "On the wire",
                String.format(
                        "All devices together, one picture. Dots: every cut of MobileNetV2 1.0 at %d pixels, 32-bit floats.",
                        figures.traffic().mpResolution()),
                BytesPlot.draw(figures.traffic()));
        section("One dead device", "What is left of the answers.", tables.deadDevice());
    }

    /** @param below a sentence below the title, as HTML; may be empty */
    private void section(String title, String below, String content) {
        page.append("<section>\n<h2>").append(title).append("</h2>\n");
        if (!below.isEmpty()) {
            page.append("<p>").append(below).append("</p>\n");
        }
        page.append(content).append("</section>\n");
    }

    private static String styles() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css of this program is not readable", e);
        }
    }
}
