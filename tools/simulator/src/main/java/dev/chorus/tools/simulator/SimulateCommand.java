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

/** {@code chorus simulate}: estimates the load and latency of an installation. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        header = "Simulate an installation from measured times.",
        description = {
            "Simulates an installation with measured times and prints latency, utilization and the rate at which",
            "it is full; docs/scaling.md describes the model and its agreement with real gateways."
        })
public final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--gateways",
            paramLabel = "N",
            defaultValue = "4",
            description = "Gateways, each with one variant (default: ${DEFAULT-VALUE}).")
    private int gateways;

    @Option(
            names = "--variants",
            paramLabel = "V",
            defaultValue = "4",
            description = "Variants of a family (default: ${DEFAULT-VALUE}).")
    private int variants;

    @Option(
            names = "--cells",
            paramLabel = "C",
            defaultValue = "0",
            description =
                    "Families, each with a topic root, cameras and a share of the gateways (default: 0, one per complete family).")
    private int cells;

    @Option(
            names = "--aggregators",
            paramLabel = "A",
            defaultValue = "1",
            description = "Aggregators per cell (default: ${DEFAULT-VALUE}).")
    private int aggregators;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "5",
            description = "Pictures per second and cell (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--deadline",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "Deadline of a picture in milliseconds (default: ${DEFAULT-VALUE}).")
    private double deadline;

    @Option(
            names = "--brokers",
            paramLabel = "B",
            defaultValue = "1",
            description = "Brokers in the cluster (default: ${DEFAULT-VALUE}).")
    private int brokers;

    @Option(
            names = "--spread",
            description = "Distribute a cell's clients over the brokers (default: one broker per cell).")
    private boolean spread;

    @Option(
            names = "--loss",
            paramLabel = "P",
            defaultValue = "0",
            description = "Share of messages that TCP retransmits, 0 to 0.9 (default: ${DEFAULT-VALUE}).")
    private double loss;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            defaultValue = "0.5",
            description = "One-way network latency (default: ${DEFAULT-VALUE}).")
    private double latency;

    @Option(
            names = "--network",
            paramLabel = "MBIT",
            defaultValue = "1000",
            description = "Bandwidth of each broker in Mbit/s (default: ${DEFAULT-VALUE}).")
    private double network;

    @Option(
            names = "--gateway-cores",
            paramLabel = "N",
            defaultValue = "4",
            description = "Cores per gateway (default: ${DEFAULT-VALUE}).")
    private int gatewayCores;

    @Option(
            names = "--broker-cores",
            paramLabel = "N",
            defaultValue = "1",
            description = "Cores per broker; mosquitto uses one only (default: ${DEFAULT-VALUE}).")
    private int brokerCores;

    @Option(
            names = "--slowdown",
            paramLabel = "F",
            defaultValue = "1",
            description = "Slowdown of gateways relative to the measured machine (default: ${DEFAULT-VALUE}).")
    private double slowdown;

    @Option(
            names = "--one-machine",
            paramLabel = "CORES",
            defaultValue = "0",
            description =
                    "Cores shared by all processes, to compare with a measurement on one machine (default: 0, none shared).")
    private int oneMachine;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "Simulated time in seconds (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Output of ./chorus bench profile --json (default: the shipped profile).")
    private Path profileFile;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result to FILE as JSON.")
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
        SimulationResult outcome = SimulationResult.of(profile, site, this::reportProgress);
        outcome.print(out);
        if (json != null) {
            OutputFile.write(json, outcome.json(profile));
        }
        return ExitCode.OK;
    }

    private void reportProgress(int second) {
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
