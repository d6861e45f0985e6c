package dev.chorus.tools.cli;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.mqtt.request.Response;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints a heading and the best labels per picture; pictures without a classification go to the error stream. */
final class TextAnswers implements AnswerPrinter {

    private static final int RANKS = 5;

    private final PrintWriter out;
    private final PrintWriter err;

    TextAnswers(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void answered(Path picture, Response reply) {
        FusedResult result = reply.result();
        out.printf(Locale.ROOT, "%s  (%.0f ms, %s)%n", picture, reply.latency().toNanos() / 1e6, contribution(result));
        List<RankedLabel> best =
                result.labels().subList(0, Math.min(RANKS, result.labels().size()));
        int width =
                best.stream().mapToInt(label -> label.label().length()).max().orElse(0);
        for (RankedLabel label : best) {
            out.printf(Locale.ROOT, "    %-" + Math.max(1, width) + "s  %.3f%n", label.label(), label.score());
        }
        out.flush();
    }

    private static String contribution(FusedResult result) {
        int present = result.contributors().size();
        int absent = result.missing().size();
        String variants = absent == 0
                ? present + (present == 1 ? " variant" : " variants")
                : present + " of " + (present + absent) + " variants";
        if (result.degraded()) {
            return variants + ", degraded: without " + String.join(", ", result.missing());
        }
        return result.closedBy().isEarly() ? variants + " were enough" : variants;
    }

    @Override
    public void unanswered(Path picture, Response reply) {
        lost(picture, reply.result().outcome().wireName(), reply.result().reason());
    }

    @Override
    public void lost(Path picture, String outcome, String reason) {
        err.println(picture + ": " + outcome + (reason == null ? "" : ": " + reason));
        err.flush();
    }
}
