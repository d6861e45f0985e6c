package dev.chorus.tools.benchmark.faults;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints outcomes of scenarios as a table, a row each, and remembers which promises were broken. For one thread. */
final class FaultsReport {

    private final PrintWriter out;
    private final Map<String, List<String>> brokenPromises = new LinkedHashMap<>();
    private final List<ScenarioResult> outcomes = new ArrayList<>();

    FaultsReport(PrintWriter out) {
        this.out = out;
    }

    void printHeader() {
        out.printf(
                "%-22s %6s %9s %9s %9s %5s %8s %6s %8s %7s %9s %9s%n",
                "SCENARIO",
                "SENT",
                "ANSWERED",
                "DEGRADED",
                "NEGATIVE",
                "LOST",
                "NOT SENT",
                "WRONG",
                "DOUBLES",
                "RIGHT",
                "P50",
                "P99");
        out.flush();
    }

    void add(ScenarioResult outcome) {
        outcomes.add(outcome);
        RequestCounts requests = outcome.requests();
        out.printf(
                Locale.ROOT,
                "%-22s %6d %9d %9d %9d %5d %8d %6d %8d %5.1f %% %6.0f ms %6.0f ms%n",
                outcome.scenario(),
                requests.sent(),
                requests.answered(),
                requests.degraded(),
                requests.negative(),
                requests.lost(),
                requests.notSent(),
                requests.wrong(),
                requests.doubled(),
                100.0 * outcome.right() / Math.max(1, requests.answered()),
                outcome.p50Millis(),
                outcome.p99Millis());
        if (outcome.prediction() != null) {
            Prediction seen = outcome.prediction();
            out.printf(
                    Locale.ROOT,
                    "  %s alone: %.1f %% of %d answers right, %.1f %% predicted%n",
                    String.join(", ", seen.variants()),
                    100 * seen.right(),
                    seen.answers(),
                    100 * seen.predicted());
        }
        outcome.notes().forEach(line -> out.println("  " + line));
        note(outcome.scenario(), outcome.brokenPromises());
    }

    /** Adds a scenario that could not be played to its end. */
    void addFailure(String scenario, String reason) {
        note(scenario, List.of("not played to its end: " + reason));
    }

    private void note(String scenario, List<String> broken) {
        if (!broken.isEmpty()) {
            brokenPromises.put(scenario, broken);
            out.println("  PROMISE BROKEN: " + String.join(", ", broken));
        }
        out.flush();
    }

    /** Prints the sums, and the scenarios that broke a promise. */
    void printSummary() {
        out.printf(
                "%d scenarios, %d requests: %d lost, %d answered wrongly, %d answered twice%n",
                outcomes.size(),
                outcomes.stream().mapToLong(one -> one.requests().sent()).sum(),
                outcomes.stream().mapToLong(one -> one.requests().lost()).sum(),
                outcomes.stream().mapToLong(one -> one.requests().wrong()).sum(),
                outcomes.stream().mapToLong(one -> one.requests().doubled()).sum());
        if (!brokenPromises.isEmpty()) {
            out.println("promises broken in: " + String.join(", ", brokenPromises.keySet()));
        }
        out.flush();
    }

    List<ScenarioResult> outcomes() {
        return outcomes;
    }

    /** Scenario to what broke a promise there, in words; empty if all were kept. */
    Map<String, List<String>> brokenPromises() {
        return brokenPromises;
    }
}
