package dev.chorus.tools.demo;

import dev.chorus.core.peer.PeerText;
import java.time.Duration;
import java.util.Locale;

/** Formats the rows of the demo's tables, each column as wide as its heading. Stateless. */
final class Rows {

    private static final String PICTURE = "%8s  %-8s  %-10s  %5s  %-8s  %7s  ";
    private static final String GATEWAY = "%-11s  %-11s  %-11s  %8s  %7s  %8s";

    private Rows() {}

    /** Explains the remarks after a picture. */
    static String legend() {
        return "early: the missing variants could not change it; degraded: a variant is absent";
    }

    static String pictureHeading() {
        return String.format(PICTURE, "PICTURE", "TRUTH", "ANSWER", "SCORE", "VARIANTS", "TIME")
                .stripTrailing();
    }

    static String picture(PictureRow row, AnsiStyle style) {
        String facts = String.format(
                Locale.ROOT,
                PICTURE,
                row.number(),
                row.truth(),
                PeerText.escaped(row.answer()),
                row.answered() ? String.format(Locale.ROOT, "%.2f", row.score()) : "-",
                row.answered() ? row.contributors() + " of " + row.expected() : "-",
                row.latency().toMillis() + " ms");
        String remark = (row.degraded() ? style.yellow(" degraded") : "") + (row.early() ? style.dim(" early") : "");
        return facts + verdict(row, style) + remark;
    }

    private static String verdict(PictureRow row, AnsiStyle style) {
        if (!row.answered()) {
            return style.red("unanswered");
        }
        return row.isRight() ? style.green("right") : style.red("wrong");
    }

    static String gatewayHeading() {
        return String.format(GATEWAY, "GATEWAY", "HOSTS", "STATE", "ANSWERS", "RIGHT", "MEDIAN");
    }

    static String gateway(GatewayRow row, AnsiStyle style) {
        String line = String.format(
                Locale.ROOT,
                GATEWAY,
                row.name(),
                row.variant().orElse("fusion"),
                "\0",
                row.figures().answers(),
                percent(row.figures().accuracy()),
                millis(row.figures().p50()));
        return line.replaceFirst("\0 {10}", dyed(row.state(), style));
    }

    private static String dyed(String state, AnsiStyle style) {
        String padded = String.format("%-11s", state);
        return switch (state) {
            case "online" -> style.green(padded);
            case "starting" -> style.yellow(padded);
            default -> style.red(padded);
        };
    }

    /** Formats a share as a percentage, {@code -} for NaN. */
    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Formats a share with its standard error. */
    static String percentWithError(AnswerFigures figures) {
        double share = figures.accuracy();
        double error = Math.sqrt(share * (1 - share) / figures.answers());
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %% (+/- %.1f)", 100 * share, 100 * error);
    }

    /** Formats milliseconds, rounded; {@code -} for NaN. */
    static String millis(double millis) {
        return Double.isNaN(millis) ? "-" : Math.round(millis) + " ms";
    }

    /** Formats seconds with one decimal. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
