package dev.chorus.tools.demo;

import java.util.List;
import java.util.StringJoiner;

/** Formats the summary that stays on the screen. Stateless. */
final class DemoSummary {

    private DemoSummary() {}

    static List<String> lines(DemoReport report) {
        StringJoiner variants = new StringJoiner("   ");
        report.variants().forEach((id, figures) -> variants.add(id + " " + Rows.percent(figures.accuracy())));
        AnswerFigures fused = report.fused();
        return List.of(
                "",
                " " + fused.answers() + " of " + report.sent() + " pictures answered in " + Rows.seconds(report.took()),
                "",
                row("each variant", variants.toString()),
                row("fused", Rows.percentWithError(fused)),
                row("degraded", degraded(report)),
                row(
                        "latency",
                        "p50 " + Rows.millis(fused.p50()) + "   p95 " + Rows.millis(fused.p95()) + "   p99 "
                                + Rows.millis(fused.p99())),
                row("Top-k result", report.topKBytes() + " bytes"),
                "");
    }

    private static String degraded(DemoReport report) {
        long answers = report.degraded().answers();
        return answers == 0
                ? "never"
                : Rows.percentWithError(report.degraded()) + " of the " + answers
                        + " answered while a variant was absent";
    }

    private static String row(String name, String value) {
        return String.format("   %-14s %s", name, value);
    }
}
