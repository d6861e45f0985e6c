package dev.chorus.tools.benchmark.faults;

import com.google.gson.GsonBuilder;
import dev.chorus.tools.benchmark.rig.BrokerKind;
import dev.chorus.tools.benchmark.rig.BrokerOption;
import dev.chorus.tools.benchmark.rig.Machine;
import dev.chorus.tools.benchmark.rig.Scratch;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.files.OutputFile;
import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chorus faults}: what becomes of requests while things go wrong. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Kills, freezes and floods real gateways while 20 pictures a second come, and counts what becomes of them;",
            "docs/faults.md says what is promised. The exit code is 1 if a promise is broken."
        })
public final class FaultsCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final double LONGEST_MINUTES = 1440;
    private static final double SHORTEST_SECONDS = 6;

    private static final List<Scenario> SCENARIOS = List.of(
            new KillVariants(),
            new KillAggregator(),
            Freeze.ofVariant(),
            Freeze.ofAggregator(),
            PathTrouble.slow(),
            PathTrouble.still(),
            PathTrouble.lossy(),
            RestartBroker.forgetting(),
            RestartBroker.remembering(),
            new CutConnections(),
            new DropProperties(),
            new Duplicates(),
            new ClockJumps(),
            new FullDisk(),
            new HalfDead(),
            new Rubbish(),
            new Flood());

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = ALL,
            description =
                    "Which fault: kill-variants, kill-aggregator, freeze-variant, freeze-aggregator, slow-path, still-path,"
                            + " lossy-path, restart-broker, restart-storing-broker, cut-connections, drop-properties, duplicates,"
                            + " clock-jumps, full-disk, half-dead, rubbish, flood, or all that can be played here"
                            + " (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "3",
            description =
                    "For how long things go wrong, all scenarios together, each at least 6 s (default: ${DEFAULT-VALUE});"
                            + " starting gateways comes on top.")
    private double minutes;

    @Mixin
    private BrokerOption broker;

    @Mixin
    private SubjectOptions subject;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write all figures for programs.")
    private Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Scenario> chosen = SCENARIOS.stream()
                .filter(scenario -> name.equals(ALL) || scenario.name().equals(name))
                .toList();
        if (chosen.isEmpty()) {
            throw mistake("--scenario is '" + name + "', allowed is " + ALL + " or one of "
                    + SCENARIOS.stream().map(Scenario::name).collect(Collectors.joining(", ")));
        }
        if (!(minutes > 0 && minutes <= LONGEST_MINUTES)) {
            throw mistake("--minutes is " + minutes + ", allowed is above 0, at most " + (int) LONGEST_MINUTES);
        }
        Mistakes.checkFileToWrite(spec, "--json", json);
        BrokerKind kind = broker.kind(spec.commandLine());
        List<Scenario> playable = playable(chosen, kind);
        ClonePackages clone = ClonePackages.ofChorus().orElseThrow(() -> mistake("call it as ./chorus faults"));
        Duration time = Duration.ofMillis((long) (1000 * Math.max(SHORTEST_SECONDS, minutes * 60 / playable.size())));
        Subject asked = subject.read(clone, spec.commandLine());
        try (Scratch scratch = Scratch.make()) {
            List<Outcome> outcomes = play(playable, new Trial(clone, scratch.folder(), asked, kind), time);
            if (json != null) {
                write(outcomes);
            }
            return outcomes.stream().allMatch(Outcome::kept) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private List<Scenario> playable(List<Scenario> chosen, BrokerKind kind) {
        List<Scenario> playable = new ArrayList<>();
        for (Scenario scenario : chosen) {
            Optional<String> obstacle = scenario.obstacle(kind);
            if (obstacle.isEmpty()) {
                playable.add(scenario);
            } else if (chosen.size() == 1) {
                throw mistake("--scenario is '" + name + "', but " + obstacle.get());
            } else {
                spec.commandLine().getErr().println("  not played: " + scenario.name() + ", since " + obstacle.get());
            }
        }
        return playable;
    }

    private List<Outcome> play(List<Scenario> chosen, Trial trial, Duration time)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.describe() + ", broker " + broker.name() + ", " + Instant.now() + ", " + time.toSeconds()
                + " s each");
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
        List<Outcome> outcomes = new ArrayList<>();
        for (Scenario scenario : chosen) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("  " + (outcomes.size() + 1) + " of " + chosen.size() + ", " + scenario.name() + ": "
                    + scenario.description());
            err.flush();
            Outcome outcome = trial.of(scenario, time);
            outcomes.add(outcome);
            print(out, outcome);
        }
        return outcomes;
    }

    private static void print(PrintWriter out, Outcome outcome) {
        out.printf(
                Locale.ROOT,
                "%-22s %6d %9d %9d %9d %5d %8d %6d %8d %5.1f %% %6.0f ms %6.0f ms%s%s%n",
                outcome.scenario(),
                outcome.sent(),
                outcome.answered(),
                outcome.degraded(),
                outcome.negative(),
                outcome.lost(),
                outcome.notSent(),
                outcome.wrong(),
                outcome.doubles(),
                100.0 * outcome.right() / Math.max(1, outcome.answered()),
                outcome.p50Millis(),
                outcome.p99Millis(),
                outcome.crashed().isEmpty() ? "" : "  crashed: " + outcome.crashed(),
                outcome.kept() ? "" : "  PROMISE BROKEN");
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
        out.flush();
    }

    private void write(List<Outcome> outcomes) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", Machine.describe());
        all.put("broker", broker.name());
        all.put("time", Instant.now().toString());
        all.put("scenarios", outcomes);
        OutputFile.write(json, new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n");
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
