package dev.chorus.tools.evaluation.report;

import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.evaluation.figures.FittedFigures;
import dev.chorus.tools.evaluation.figures.StrategyFigures;
import dev.chorus.tools.evaluation.figures.Survival;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures for a terminal. */
public final class TerminalReport {

    private final EvaluationFigures figures;
    private final StringBuilder text = new StringBuilder();

    private TerminalReport(EvaluationFigures figures) {
        this.figures = figures;
    }

    /** About twenty lines, at most 100 characters each for usual names. */
    public static String text(EvaluationFigures figures) {
        return new TerminalReport(figures).write();
    }

    private String write() {
        line(
                "Family %s %s, %d pictures of %d classes",
                figures.family().name(),
                figures.family().version(),
                figures.pictures(),
                figures.family().labelSet().size());
        for (int at = 0; at < figures.accuracies().size(); at++) {
            row(
                    figures.family().variants().get(at).id(),
                    percent(figures.accuracies().get(at)));
        }
        row(
                "fused",
                "%s (+/- %.1f), k = %d, %+.1f points against the best variant",
                percent(figures.fusedAccuracy()),
                100 * figures.uncertainty(figures.fusedAccuracy()),
                figures.k(),
                100 * (figures.fusedAccuracy() - figures.bestAlone()));
        row(
                "by k",
                figures.fused().entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + percent(entry.getValue()))
                        .collect(Collectors.joining("   ")));
        figures.lost().forEach(this::survival);
        figures.fitted().ifPresent(this::fitted);
        for (ConfidenceRow row : ConfidenceRow.of(figures)) {
            row(
                    "confidence",
                    "NLL %.3f, ECE %s, %s",
                    row.calibration().nll(),
                    percent(row.calibration().ece()),
                    row.name());
        }
        row(
                "early stop",
                "%s of requests, %.2f of %d variants heard on average",
                percent(figures.earlyStop().share()),
                figures.earlyStop().meanVariants(),
                figures.accuracies().size());
        figures.strategies().forEach(this::strategy);
        row(
                "bytes",
                "variant parallelism %d, class parallelism %d, model parallelism %d to %d",
                figures.traffic().vp(),
                figures.traffic().cp(),
                figures.traffic().mpBest(),
                figures.traffic().mpWorst());
        return text.toString();
    }

    private void strategy(StrategyFigures strategy) {
        row(
                "strategy",
                "%s: %s fused, %s of requests certain early, %.2f heard, confidence %s off (ECE)",
                strategy.name(),
                percent(strategy.fused()),
                percent(strategy.earlyStop().share()),
                strategy.earlyStop().meanVariants(),
                percent(strategy.told().ece()));
        if (!strategy.stops().isEmpty()) {
            row(
                    "",
                    "early stop at the cost of another label: %s",
                    strategy.stops().entrySet().stream()
                            .map(stop -> String.format(
                                    Locale.ROOT,
                                    "%.2f %% heard %.2f",
                                    100 * stop.getValue().outcome().disagreement(),
                                    stop.getValue().outcome().meanVariants()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private void fitted(FittedFigures fitted) {
        row(
                "fitted",
                "%s fused with fitted weights, %+.1f points against the others",
                percent(fitted.fusedAccuracy()),
                100 * (fitted.fusedAccuracy() - figures.fusedAccuracy()));
    }

    private void survival(int lost, Survival survival) {
        String worst = survival.worstLost().stream()
                .map(at -> figures.family().variants().get(at).id())
                .collect(Collectors.joining(", "));
        row(lost + " lost", "%s, at worst %s (%s)", percent(survival.mean()), percent(survival.worst()), worst);
    }

    private void row(String name, String format, Object... values) {
        line("   %-12s %s", name, values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
