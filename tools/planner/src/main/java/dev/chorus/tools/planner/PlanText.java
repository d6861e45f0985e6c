package dev.chorus.tools.planner;

import dev.chorus.core.family.Family;
import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.simulator.CallChecks;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Formats plans as text.
 *
 * @param sites the gateways
 * @param memoryMiB memory per variant
 * @param floor required accuracy
 * @param lost number of lost gateways
 * @param rate pictures per second
 * @param pictures number of pictures behind the accuracies
 */
record PlanText(
        Family family, List<Site> sites, double[] memoryMiB, double floor, int lost, double rate, int pictures) {

    /**
     * Formats a table of the plans and the first plan in detail.
     *
     * @param plans plans, the first is the proposal
     * @param held whether they keep the floor
     */
    String of(List<Forecast> plans, boolean held) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s %s on %d gateways, %s pictures per second; accuracies on %d labeled pictures (plan 1: +/- %.1f points)%n",
                family.name(),
                family.version(),
                sites.size(),
                CallChecks.plain(rate),
                pictures,
                100 * EvaluationFigures.uncertainty(plans.get(0).accuracy(), pictures)));
        text.append(String.format(
                Locale.ROOT,
                held
                        ? "Plans that keep %.1f %% with any %d lost, fastest first%n"
                        : "NO PLAN keeps %.1f %% with any %d lost; these are the safest%n",
                100 * floor,
                lost));
        text.append(String.format(
                Locale.ROOT,
                "%n  %4s %21s %9s %10s %10s %10s %10s  %s%n",
                "plan",
                "mean, p50, p95 ms",
                "right",
                "any lost",
                "expected",
                "held",
                "answered",
                "variants"));
        for (int at = 0; at < plans.size(); at++) {
            text.append(row(at + 1, plans.get(at)));
        }
        text.append(String.format("%nPlan 1%n")).append(detail(plans.get(0).plan()));
        if (sites.stream().anyMatch(Site::estimated)) {
            text.append(
                    String.format(
                            "%nest.: estimated from other networks; ./chorus bench inference --family DIR measures the family%n"));
        }
        return text.toString();
    }

    private String row(int number, Forecast forecast) {
        return String.format(
                Locale.ROOT,
                "  %4d %7.1f%7.1f%7.1f %7.1f %% %8.1f %% %8.1f %% %8.3f %% %8.4f %%  %s%n",
                number,
                forecast.response().mean(),
                forecast.response().p50(),
                forecast.response().p95(),
                100 * forecast.accuracy(),
                100 * forecast.worst(),
                100 * forecast.expected().accuracy(),
                100 * forecast.expected().held(),
                100 * forecast.expected().answered(),
                variants(forecast.plan()));
    }

    private String variants(Plan plan) {
        return IntStream.of(plan.hosts())
                .boxed()
                .collect(Collectors.groupingBy(site -> plan.variantOf()[site], TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> (entry.getValue() > 1 ? entry.getValue() + "x" : "")
                        + family.variants().get(entry.getKey()).id())
                .collect(Collectors.joining(" "));
    }

    private String detail(Plan plan) {
        StringBuilder text = new StringBuilder();
        for (int site = 0; site < sites.size(); site++) {
            Site one = sites.get(site);
            int variant = plan.variantOf()[site];
            String role =
                    site == plan.aggregator() ? ", aggregator" : site == plan.standby() ? ", standby aggregator" : "";
            text.append(
                    variant == Plan.NONE
                            ? String.format(Locale.ROOT, "  %-20s -%s%n", one.name(), role)
                            : String.format(
                                    Locale.ROOT,
                                    "  %-20s %-12s %6.1f ms per picture%s, %.0f of %.0f MiB%s%n",
                                    one.name(),
                                    family.variants().get(variant).id(),
                                    one.workMillis().get(variant),
                                    one.estimated() ? " (est.)" : "",
                                    memoryMiB[variant],
                                    one.memoryMiB(),
                                    role));
        }
        return text.toString();
    }
}
