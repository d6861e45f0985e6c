package dev.chorus.tools.evaluation.report;

import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.evaluation.figures.FittedFigures;
import dev.chorus.tools.evaluation.figures.StrategyFigures;
import dev.chorus.tools.evaluation.figures.Survival;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures as a Markdown page. */
public final class MarkdownReport {

    private final EvaluationFigures figures;
    private final StringBuilder page = new StringBuilder();

    private MarkdownReport(EvaluationFigures figures) {
        this.figures = figures;
    }

    /**
     * Writes it.
     *
     * @param asked a sentence about the pictures
     * @param circumstances how, when and on what this was measured, in the order to be shown
     */
    public static String text(EvaluationFigures figures, String asked, Map<String, String> circumstances) {
        return new MarkdownReport(figures).write(asked, circumstances);
    }

    private String write(String asked, Map<String, String> circumstances) {
        line(
                "# How well the family `%s %s` does",
                figures.family().name(), figures.family().version());
        line("");
        line("%s Asked of the ONNX files in this folder, through the Top-k frame, fused by core's scaled sum.", asked);
        line("What the figures mean is in `docs/evaluation.md`.");
        line("");
        variants();
        line("");
        line(
                "All together with k = %d: **%s** (+/- %.1f), %.1f points above the best single variant.",
                figures.k(),
                percent(figures.fusedAccuracy()),
                100 * figures.uncertainty(figures.fusedAccuracy()),
                100 * (figures.fusedAccuracy() - figures.bestAlone()));
        line("");
        line("| k | all together |");
        line("|---|---|");
        figures.fused().forEach((k, fused) -> line("| %d | %s |", k, percent(fused)));
        line("");
        survival();
        line("");
        figures.fitted().ifPresent(this::fitted);
        confidence();
        line("");
        strategies();
        rest();
        line("");
        circumstances.forEach((what, value) -> line("- %s: %s", what, value));
        return page.toString();
    }

    private void variants() {
        line("| variant | alpha | resolution | parameters | MACs | weight | fitted weight | temperature | right |");
        line("|---|---|---|---|---|---|---|---|---|");
        List<Variant> variants = figures.family().variants();
        for (int at = 0; at < variants.size(); at++) {
            Variant variant = variants.get(at);
            line(
                    "| `%s` | %s | %d | %d | %d | %.3f | %s | %s | %s |",
                    variant.id(),
                    variant.alpha(),
                    variant.resolution(),
                    variant.parameters(),
                    variant.macs(),
                    variant.weight(),
                    FitWords.weight(variant.fit()),
                    FitWords.temperature(variant.fit()),
                    percent(figures.accuracies().get(at)));
        }
    }

    private void survival() {
        line("| variants lost | mean | worst | worst to lose |");
        line("|---|---|---|---|");
        figures.lost()
                .forEach((lost, survival) -> line(
                        "| %d | %s | %s | %s |",
                        lost, percent(survival.mean()), percent(survival.worst()), ids(survival)));
    }

    private String ids(Survival survival) {
        return survival.worstLost().stream()
                .map(at -> "`" + figures.family().variants().get(at).id() + "`")
                .collect(Collectors.joining(", "));
    }

    private void fitted(FittedFigures fitted) {
        line(
                "All together with fitted weights, k = %d: **%s**, %+.1f points against those above.%s",
                figures.k(),
                percent(fitted.fusedAccuracy()),
                100 * (fitted.fusedAccuracy() - figures.fusedAccuracy()),
                fitted.lost().entrySet().stream()
                        .map(lost -> String.format(
                                " %d lost: %s on average.",
                                lost.getKey(), percent(lost.getValue().mean())))
                        .collect(Collectors.joining()));
        line("");
    }

    private void confidence() {
        line("| fused confidence | NLL | ECE |");
        line("|---|---|---|");
        for (ConfidenceRow row : ConfidenceRow.of(figures)) {
            line(
                    "| %s | %.3f | %s |",
                    row.name(),
                    row.calibration().nll(),
                    percent(row.calibration().ece()));
        }
    }

    private void strategies() {
        line(
                "| strategy | all together | certain before the last variant | heard | ECE, as told | ECE, calibrated here |");
        line("|---|---|---|---|---|---|");
        for (StrategyFigures strategy : figures.strategies()) {
            line(
                    "| `%s` | %s | %s | %.2f | %s | %s |",
                    strategy.name(),
                    percent(strategy.fused()),
                    percent(strategy.earlyStop().share()),
                    strategy.earlyStop().meanVariants(),
                    percent(strategy.told().ece()),
                    percent(strategy.calibrated().ece()));
        }
        line("");
        if (figures.strategies().stream().anyMatch(one -> !one.stops().isEmpty())) {
            stops();
        }
    }

    private void stops() {
        line("| strategy, early stop by statistics | other label allowed | seen | margin | stopped early | heard |");
        line("|---|---|---|---|---|---|");
        for (StrategyFigures strategy : figures.strategies()) {
            strategy.stops()
                    .forEach((allowed, stop) -> line(
                            "| `%s` | %s | %.2f %% | %.2f | %s | %.2f |",
                            strategy.name(),
                            percent(allowed),
                            100 * stop.outcome().disagreement(),
                            stop.margin(),
                            percent(stop.outcome().share()),
                            stop.outcome().meanVariants()));
        }
        line("");
    }

    private void rest() {
        line("| figure | |");
        line("|---|---|");
        line(
                "| provably decided before the last variant | %s of the requests |",
                percent(figures.earlyStop().share()));
        line("| variants heard on average | %.2f |", figures.earlyStop().meanVariants());
        line("| bytes a picture, variant parallelism | %d |", figures.traffic().vp());
        line("| bytes a picture, class parallelism | %d |", figures.traffic().cp());
        line(
                "| bytes a picture, model parallelism | %d to %d |",
                figures.traffic().mpBest(), figures.traffic().mpWorst());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private void line(String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
