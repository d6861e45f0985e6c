package dev.chorus.tools.benchmark;

import dev.chorus.tools.benchmark.code.CodeBench;
import dev.chorus.tools.benchmark.inside.CameraPictureBench;
import dev.chorus.tools.benchmark.inside.CostlyPictureBench;
import dev.chorus.tools.benchmark.inside.InferenceBench;
import dev.chorus.tools.benchmark.inside.RasterPictureBench;
import dev.chorus.tools.benchmark.pipeline.AggregateBench;
import dev.chorus.tools.benchmark.pipeline.BadVariantBench;
import dev.chorus.tools.benchmark.pipeline.GatewayProfileBench;
import dev.chorus.tools.benchmark.pipeline.OverheadBench;
import dev.chorus.tools.benchmark.pipeline.PlanBench;
import dev.chorus.tools.benchmark.pipeline.RestBench;
import dev.chorus.tools.benchmark.pipeline.ThroughputBench;
import dev.chorus.tools.benchmark.rig.BrokerOption;
import dev.chorus.tools.benchmark.rig.Scratch;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chorus bench}: measures gateways. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        header = "Measure gateways: updates, start, memory.",
        description = {
            "Measures gateways as processes with the built packages, at a broker of its own; docs/performance.md says what and how.",
            "Missed targets are reported; the exit code stays 0."
        })
public final class BenchCommand implements Callable<Integer> {

    private static final List<Bench> BENCHES = List.of(
            new SwapBench(),
            new StartupBench(),
            new StopBench(),
            new UpdateBench(),
            new MemoryBench(),
            new RasterPictureBench(),
            new CameraPictureBench(),
            new CostlyPictureBench(),
            new InferenceBench(),
            new OverheadBench(),
            new ThroughputBench(),
            new AggregateBench(),
            new CodeBench(),
            new GatewayProfileBench(),
            new PlanBench(),
            new BadVariantBench(),
            new RestBench());
    private static final int MAX_TIMES = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description =
                    "swap, startup, stop, update, memory, picture, cameras, costly, inference, overhead, throughput, aggregate, code, profile, plan, bad-variant or rest.")
    private String name;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often to measure what is measured several times, 1 to " + MAX_TIMES
                    + " (default: ${DEFAULT-VALUE}).")
    private int times;

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--family",
            paramLabel = "DIR",
            description = "Folder of a family that inference measures besides, for ./chorus plan.")
    private Path family;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description =
                    "JPEG or PNG that the family is measured with, such as cameras send (default: a JPEG of 640x480).")
    private Path picture;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write all values for programs.")
    private Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Bench bench = BENCHES.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> mistake("NAME is '" + name + "', allowed is one of "
                        + BENCHES.stream().map(Bench::name).collect(Collectors.joining(", "))));
        if (times < 1 || times > MAX_TIMES) {
            throw mistake("--times is " + times + ", allowed is 1.." + MAX_TIMES);
        }
        if (family != null && !bench.name().equals(InferenceBench.NAME)) {
            throw mistake("--family is " + family + ", allowed with inference only");
        }
        if (family != null && !Files.isRegularFile(family.resolve("family.json"))) {
            throw mistake("--family is " + family + ", where there is no family.json");
        }
        if (picture != null && !Files.isRegularFile(picture)) {
            throw mistake("--picture is " + picture + ", which is no file");
        }
        if (picture != null && family == null) {
            throw mistake("--picture is " + picture + ", allowed with --family only");
        }
        Mistakes.checkFileToWrite(spec, "--json", json);
        PrintWriter out = spec.commandLine().getOut();
        out.println(bench.name() + ": " + bench.description());
        out.flush();
        ClonePackages clone = ClonePackages.ofChorus().orElseThrow(() -> mistake("call it as ./chorus bench"));
        try (Scratch scratch = Scratch.make()) {
            BenchContext context = new BenchContext(
                    clone, scratch.folder(), this::tell, times, broker.kind(spec.commandLine()), family, picture);
            Report report = new Report(bench, figures(bench, context));
            report.print(out);
            if (json != null) {
                report.write(json);
            }
            return ExitCode.OK;
        }
    }

    private List<Figure> figures(Bench bench, BenchContext context) throws IOException, InterruptedException {
        try {
            return bench.run(context);
        } catch (IllegalArgumentException e) {
            throw mistake(e.getMessage());
        }
    }

    private void tell(String progress) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("  " + progress);
        err.flush();
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
