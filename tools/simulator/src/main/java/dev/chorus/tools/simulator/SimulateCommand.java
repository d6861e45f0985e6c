package dev.chorus.tools.simulator;

import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus simulate}: how an installation would do. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        header = "Simulate an installation from measured times.",
        description = {
            "Plays an installation through with times that were measured, and says how long answers take, what is busy, and at which",
            "rate it would be full; docs/scaling.md says what is modelled and how well it agrees with gateways that run."
        })
public final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--gateways", paramLabel = "N", defaultValue = "4", description = "Gateways with a variant each.")
    private int gateways;

    @Option(names = "--variants", paramLabel = "V", defaultValue = "4", description = "Variants of a family.")
    private int variants;

    @Option(
            names = "--cells",
            paramLabel = "C",
            defaultValue = "0",
            description =
                    "Families with a topic root, cameras and a share of the gateways each; 0: as many as there are whole families.")
    private int cells;

    @Option(names = "--aggregators", paramLabel = "A", defaultValue = "1", description = "Aggregators of each cell.")
    private int aggregators;

    @Option(names = "--rate", paramLabel = "R", defaultValue = "5", description = "Pictures a second of each cell.")
    private double rate;

    @Option(
            names = "--deadline",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "Of a picture, in milliseconds.")
    private double deadline;

    @Option(names = "--brokers", paramLabel = "B", defaultValue = "1", description = "Brokers in the cluster.")
    private int brokers;

    @Option(
            names = "--spread",
            description = "A cell's clients are connected to any broker; otherwise all of a cell to the same.")
    private boolean spread;

    @Option(
            names = "--loss",
            paramLabel = "P",
            defaultValue = "0",
            description = "Share of the messages that TCP has to send again, 0 to 0.9.")
    private double loss;

    @Option(names = "--latency", paramLabel = "MS", defaultValue = "0.5", description = "Of the network, one way.")
    private double latency;

    @Option(
            names = "--network",
            paramLabel = "MBIT",
            defaultValue = "1000",
            description = "What each broker can send, in megabits a second.")
    private double network;

    @Option(names = "--gateway-cores", paramLabel = "N", defaultValue = "4", description = "Of each gateway.")
    private int gatewayCores;

    @Option(
            names = "--broker-cores",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of each broker; mosquitto uses one, whatever there are.")
    private int brokerCores;

    @Option(
            names = "--slowdown",
            paramLabel = "F",
            defaultValue = "1",
            description = "How many times slower than the measured machine gateways are.")
    private double slowdown;

    @Option(
            names = "--one-machine",
            paramLabel = "CORES",
            defaultValue = "0",
            description =
                    "Cores that everything shares, to compare with what was measured so; 0: everything has its own.")
    private int oneMachine;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "How long, in simulated time.")
    private int seconds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what is random.")
    private long seed;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "What ./chorus bench profile --json wrote; otherwise what ships with Chorus.")
    private Path profileFile;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the result for programs.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        CallChecks checks = new CallChecks(spec.commandLine());
        SimulatedSite site = site(checks);
        GatewayProfile profile = checks.profile(profileFile);
        Mistakes.checkFileToWrite(spec, "--json", json);
        PrintWriter out = spec.commandLine().getOut();
        out.println("measured on " + profile.machine());
        out.printf(
                "%d gateways in %d cells, %d variants, %d brokers%n",
                site.gateways(), site.cells(), site.variants(), site.brokers());
        out.flush();
        SimulationResult outcome = SimulationResult.of(profile, site, this::tell);
        outcome.print(out);
        if (json != null) {
            OutputFile.write(json, outcome.json(profile));
        }
        return ExitCode.OK;
    }

    private void tell(int second) {
        if (seconds >= 10 && second % (seconds / 10) == 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("  " + second + " of " + seconds + " s");
            err.flush();
        }
    }

    private SimulatedSite site(CallChecks checks) {
        checks.within("--gateways", gateways, 1, 1_000_000);
        checks.within("--variants", variants, 1, 256);
        checks.within("--cells", cells, 0, gateways);
        checks.within("--aggregators", aggregators, 1, 64);
        checks.within("--rate", rate, 0.001, 10_000);
        checks.within("--deadline", deadline, 1, 60_000);
        checks.within("--brokers", brokers, 1, 1000);
        checks.within("--loss", loss, 0, 0.9);
        checks.within("--latency", latency, 0, 10_000);
        checks.within("--network", network, 0.01, 1_000_000);
        checks.within("--gateway-cores", gatewayCores, 1, 1024);
        checks.within("--broker-cores", brokerCores, 1, 1024);
        checks.within("--slowdown", slowdown, 0.01, 1000);
        checks.within("--one-machine", oneMachine, 0, 1024);
        checks.within("--seconds", seconds, 1, 3600);
        return new SimulatedSite(
                gateways,
                variants,
                cells == 0 ? Math.max(1, gateways / variants) : cells,
                aggregators,
                rate,
                deadline,
                brokers,
                spread,
                loss,
                latency,
                network,
                gatewayCores,
                brokerCores,
                slowdown,
                oneMachine,
                seconds,
                seed);
    }
}
