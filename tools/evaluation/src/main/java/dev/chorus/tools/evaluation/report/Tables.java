package dev.chorus.tools.evaluation.report;

import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.figures.Confusion;
import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.evaluation.figures.StrategyFigures;
import dev.chorus.tools.evaluation.figures.Survival;
import dev.chorus.tools.evaluation.report.Bars.Bar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of the page that are numbers in rows. */
final class Tables {

    private static final int MISTAKES = 10;
    private static final int WORST_CLASSES = 20;
    private static final int MAX_LEFT_OUT = 20;

    private final EvaluationFigures figures;

    Tables(EvaluationFigures figures) {
        this.figures = figures;
    }

    /** What one wants to know first. */
    String tiles() {
        StringBuilder tiles = new StringBuilder("<div class=\"tiles\">\n");
        tile(tiles, Html.percent(figures.fusedAccuracy()), "right, all together");
        tile(
                tiles,
                signed(100 * (figures.fusedAccuracy() - figures.bestAlone())) + "\u00a0points",
                "against the best variant alone");
        Survival oneLost = figures.lost().get(1);
        if (oneLost != null) {
            tile(tiles, Html.percent(oneLost.mean()), "right with any one lost, on average");
        }
        tile(tiles, Html.grouped(figures.traffic().vp()) + "\u00a0bytes", "from all variants together for one picture");
        return tiles.append("</div>\n").toString();
    }

    private static void tile(StringBuilder tiles, String value, String what) {
        tiles.append("<div class=\"tile\"><b>")
                .append(value)
                .append("</b><span>")
                .append(what)
                .append("</span></div>\n");
    }

    private static String signed(double points) {
        return (points < 0 ? "\u2212" : "+") + Html.decimal(Math.abs(points), 1);
    }

    String survival() {
        Table table = new Table("names", "lost", "mean", "worst", "of the full", "worst to lose");
        figures.lost()
                .forEach((lost, survival) -> table.row(
                        Integer.toString(lost),
                        Html.percent(survival.mean()),
                        Html.percent(survival.worst()),
                        Html.percent(survival.mean() / figures.fusedAccuracy()),
                        ids(survival.worstLost())));
        return figures.lost().isEmpty() ? "<p>There is a single variant: without it, no answer.</p>\n" : table.end();
    }

    private String ids(List<Integer> variants) {
        return variants.stream()
                .map(at -> figures.family().variants().get(at).id())
                .map(Html::escaped)
                .collect(Collectors.joining(", "));
    }

    String variants() {
        Table table = new Table(
                "",
                "variant",
                "alpha",
                "resolution",
                "parameters",
                "MACs",
                "weight",
                "fitted weight",
                "temperature",
                "classes sent",
                "right");
        for (int at = 0; at < figures.accuracies().size(); at++) {
            Variant variant = figures.family().variants().get(at);
            table.row(
                    "<code>" + Html.escaped(variant.id()) + "</code>",
                    Double.toString(variant.alpha()),
                    Integer.toString(variant.resolution()),
                    Html.grouped(variant.parameters()),
                    Html.grouped(variant.macs()),
                    Html.decimal(variant.weight(), 3),
                    FitWords.weight(variant.fit()),
                    FitWords.temperature(variant.fit()),
                    Integer.toString(Math.min(figures.k(), variant.k())),
                    Html.percent(figures.accuracies().get(at)));
        }
        return table.end();
    }

    /** What the fused confidence is worth, read in several ways. */
    String confidence() {
        Table table = new Table("", "fused confidence", "NLL", "ECE");
        for (ConfidenceRow row : ConfidenceRow.of(figures)) {
            table.row(
                    Html.escaped(row.name()),
                    Html.decimal(row.calibration().nll(), 3),
                    Html.percent(row.calibration().ece()));
        }
        return table.end();
    }

    /** What each strategy makes of the same answers. */
    String strategies() {
        Table table = new Table("", "strategy", "right", "certain early", "heard", "ECE", "ECE, calibrated here");
        for (StrategyFigures strategy : figures.strategies()) {
            table.row(
                    "<code>" + Html.escaped(strategy.name()) + "</code>",
                    Html.percent(strategy.fused()),
                    Html.percent(strategy.earlyStop().share()),
                    Html.decimal(strategy.earlyStop().meanVariants(), 2),
                    Html.percent(strategy.told().ece()),
                    Html.percent(strategy.calibrated().ece()));
        }
        return table.end();
    }

    /** What stopping early by statistics does. */
    String stops() {
        Table table = new Table("", "strategy", "other label allowed", "seen", "margin", "stopped early", "heard");
        for (StrategyFigures strategy : figures.strategies()) {
            strategy.stops()
                    .forEach((allowed, stop) -> table.row(
                            "<code>" + Html.escaped(strategy.name()) + "</code>",
                            Html.percent(allowed),
                            Html.decimal(100 * stop.outcome().disagreement(), 2) + " %",
                            Html.decimal(stop.margin(), 2),
                            Html.percent(stop.outcome().share()),
                            Html.decimal(stop.outcome().meanVariants(), 2)));
        }
        return table.end();
    }

    /** What one dead device does to each way of sharing the work. */
    String deadDevice() {
        Table table = new Table("text", "spread by", "what is left");
        Survival oneLost = figures.lost().get(1);
        table.row(
                "variant parallelism",
                oneLost == null
                        ? "no answer: it was the only one"
                        : Html.percent(oneLost.mean()) + " right on average, " + Html.percent(oneLost.worst())
                                + " at worst (measured)");
        table.row(
                "class parallelism",
                String.format(
                        "%d of %d classes can be answered no more: at most %s right, were it otherwise without fault",
                        figures.classLoss().classes(),
                        figures.confusion().classes(),
                        Html.percent(1 - figures.classLoss().mean())));
        table.row("model parallelism", "no answer");
        return table.end();
    }

    /** Of all classes, or of those recognised worst where there are many. */
    List<Bar> classBars() {
        Confusion confusion = figures.confusion();
        List<Integer> shown = IntStream.range(0, confusion.classes())
                .filter(index -> confusion.pictures(index) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        index -> confusion.accuracy(index).orElseThrow()))
                .limit(confusion.classes() <= HeatMap.MAX_CLASSES ? HeatMap.MAX_CLASSES : WORST_CLASSES)
                .toList();
        List<Bar> bars = new ArrayList<>();
        for (int index : shown) {
            double accuracy = confusion.accuracy(index).orElseThrow();
            String value = Html.percent(accuracy) + " of " + Html.grouped(confusion.pictures(index));
            bars.add(new Bar(label(index), accuracy, value, "mean"));
        }
        return bars;
    }

    String mistakes() {
        Table table = new Table("", "what it is", "taken for", "pictures", "of its class");
        for (Confusion.Mistake mistake : figures.confusion().mistakes(MISTAKES)) {
            double share = (double) mistake.pictures() / figures.confusion().pictures(mistake.truth());
            table.row(
                    Html.escaped(label(mistake.truth())),
                    Html.escaped(label(mistake.answer())),
                    Html.grouped(mistake.pictures()),
                    Html.percent(share));
        }
        return table.end();
    }

    private String label(int index) {
        return figures.family().labelSet().label(index);
    }

    /** Labels without pictures and pictures that nobody could read; empty if there are none. */
    Optional<String> leftOut() {
        List<String> labels = figures.labelsWithoutPictures();
        if (labels.isEmpty() && figures.skipped().isEmpty()) {
            return Optional.empty();
        }
        Table table = new Table("text", "what", "why");
        labels.stream()
                .limit(MAX_LEFT_OUT)
                .forEach(label -> table.row("label " + Html.escaped(label), "there are no pictures of it"));
        figures.skipped().stream()
                .limit(MAX_LEFT_OUT)
                .forEach(one -> table.row(Html.escaped(one.name()), Html.escaped(one.why())));
        int more = Math.max(0, labels.size() - MAX_LEFT_OUT)
                + Math.max(0, figures.skipped().size() - MAX_LEFT_OUT);
        if (more > 0) {
            table.row(Html.grouped(more) + " more", "");
        }
        return Optional.of(table.end());
    }
}
