package dev.chorus.tools.benchmark.faults;

import com.google.gson.GsonBuilder;
import dev.chorus.tools.benchmark.rig.BrokerKind;
import dev.chorus.tools.benchmark.rig.BrokerOption;
import dev.chorus.tools.benchmark.rig.Machine;
import dev.chorus.tools.benchmark.rig.Scratch;
import dev.chorus.tools.benchmark.rig.TlsOption;
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
        header = "Kill and freeze gateways, and count what is lost.",
        description = {
            "Kills, freezes and floods real gateways while 20 pictures a second come, and counts what becomes of them;",
            "docs/faults.md says what is promised. The exit code is 1 if a promise is broken."
        })
public final class FaultsCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final double LONGEST_MINUTES = 1440;
    private static final int HIGHEST_RATE = 1000;
    private static final double SHORTEST_SECONDS = 6;

    private static final List<Scenario> SCENARIOS = List.of(
            new KillVariants(),
            new KillAggregator(),
            Freeze.ofVariant(),
            Freeze.ofAggregator(),
            PathTrouble.slow(),
            PathTrouble.still(),
            PathTrouble.lossy(),
            new FrozenPeer(),
            RestartBroker.forgetting(),
            RestartBroker.remembering(),
            new CutConnections(),
            new DropProperties(),
            new Duplicates(),
            new ClockJumps(),
            new FullDisk(),
            new HalfDead(),
            new Rubbish(),
            new Flood(),
            new HostilePeers());

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = ALL,
            description =
                    "Which fault: kill-variants, kill-aggregator, freeze-variant, freeze-aggregator, slow-path, still-path,"
                            + " lossy-path, frozen-peer, restart-broker, restart-storing-broker, cut-connections, drop-properties, duplicates,"
                            + " clock-jumps, full-disk, half-dead, rubbish, flood, hostile-peers, or all that can be played here"
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

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "20",
            description = "Pictures a second, 1 to 1000 (default: ${DEFAULT-VALUE}); less for a slow or busy machine.")
    private int rate;

    @Mixin
    private BrokerOption broker;

    @Mixin
    private TlsOption tls;

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
        if (rate < 1 || rate > HIGHEST_RATE) {
            throw mistake("--rate must be 1 to " + HIGHEST_RATE + ", was " + rate);
        }
        Mistakes.checkFileToWrite(spec, "--json", json);
        BrokerKind kind = broker.kind(spec.commandLine());
        List<Scenario> playable = playable(chosen, kind);
        ClonePackages clone = ClonePackages.ofChorus().orElseThrow(() -> mistake("call it as ./chorus faults"));
        Duration time = Duration.ofMillis((long) (1000 * Math.max(SHORTEST_SECONDS, minutes * 60 / playable.size())));
        FamilyUnderTest asked = subject.read(clone, spec.commandLine());
        try (Scratch scratch = Scratch.make()) {
            Trial trial = new Trial(clone, scratch.folder(), asked, kind, tls.key(scratch.folder()), rate);
            FaultsReport report = play(playable, trial, time);
            report.printSummary();
            return report.brokenPromises().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
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

    private FaultsReport play(List<Scenario> chosen, Trial trial, Duration time)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.describe() + ", broker " + broker.name() + tls.words() + ", " + Instant.now() + ", "
                + time.toSeconds() + " s each");
        FaultsReport report = new FaultsReport(out);
        report.printHeader();
        for (int number = 1; number <= chosen.size(); number++) {
            Scenario scenario = chosen.get(number - 1);
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "  " + number + " of " + chosen.size() + ", " + scenario.name() + ": " + scenario.description());
            err.flush();
            try {
                report.add(trial.of(scenario, time));
            } catch (IOException e) {
                report.addFailure(scenario.name(), e.getMessage());
            }
            // After each: an interrupted run leaves what it has measured.
            write(report);
        }
        return report;
    }

    private void write(FaultsReport report) throws IOException {
        if (json == null) {
            return;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", Machine.describe());
        all.put("broker", broker.name());
        all.put("tls", tls.given());
        all.put("time", Instant.now().toString());
        all.put("scenarios", report.outcomes());
        all.put("brokenPromises", report.brokenPromises());
        OutputFile.write(json, new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n");
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
