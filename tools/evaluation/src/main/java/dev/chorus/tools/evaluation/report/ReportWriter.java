package dev.chorus.tools.evaluation.report;

import com.google.gson.GsonBuilder;
import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.figures.Report;
import java.util.Locale;

/** Writes a report for people and for programs. */
public final class ReportWriter {

    private ReportWriter() {}

    /** As JSON, indented, keys as {@link Report} names them. */
    public static String json(Report report) {
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(report)
                + "\n";
    }

    /** As a Markdown page. */
    public static String markdown(Family family, Report report) {
        StringBuilder page = new StringBuilder();
        line(page, "# How well the family `%s` does", report.family());
        line(page, "");
        line(
                page,
                "%d drawings that no training has seen (seeds from %d), sent through",
                report.pictures(),
                report.seed());
        line(page, "JPEG, asked of the ONNX files in this folder and fused by core's scaled sum.");
        line(page, "");
        line(page, "| variant | alpha | resolution | parameters | MACs | weight | right | the others, this one lost |");
        line(page, "|---|---|---|---|---|---|---|---|");
        family.variants().forEach(variant -> line(page, "%s", row(variant, report)));
        line(page, "");
        line(
                page,
                "All together with k = %d: **%s**, %.1f points above the best single variant.",
                report.k(),
                percent(report.fused()),
                100 * report.aboveBest());
        line(page, "");
        line(page, "| k | all together |");
        line(page, "|---|---|");
        report.fusedByK().forEach((k, fused) -> line(page, "| %d | %s |", k, percent(fused)));
        line(page, "");
        report.circumstances().forEach((what, value) -> line(page, "- %s: %s", what, value));
        return page.toString();
    }

    private static String row(Variant variant, Report report) {
        Double others = report.without().get(variant.id());
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %d | %d | %d | %.3f | %s | %s |",
                variant.id(),
                variant.alpha(),
                variant.resolution(),
                variant.parameters(),
                variant.macs(),
                variant.weight(),
                percent(report.variants().get(variant.id())),
                others == null ? "" : percent(others));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static void line(StringBuilder page, String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
