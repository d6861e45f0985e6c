package dev.chorus.tools.fuzz;

import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chorus fuzz}: looks for input that breaks something. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        header = "Look for input that breaks something.",
        description = {
            "Tries inputs that Jazzer thinks of on everything that reads from the network, and looks for crashes, hangs and memory;",
            "docs/limits.md says what is tried. The exit code is 1 if something is found or an input times out; the input is kept."
        })
public final class FuzzCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final long MOST = 1_000_000_000_000L;
    // Inputs take microseconds: what is left after a minute is an endless loop, even on a busy machine.
    private static final Duration INPUT_LIMIT = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            defaultValue = ALL,
            description =
                    "What to try it on: frame, status, result, truth, size, family, request, packet, picture, or all"
                            + " (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--executions",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "How many inputs to try, all targets together (default: ${DEFAULT-VALUE}).")
    private long executions;

    @Option(names = "--keep", description = "Add inputs that do something new to the corpus below tools/fuzz.")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Target> targets = Arrays.stream(Target.values())
                .filter(target -> name.equals(ALL) || target.word().equals(name))
                .toList();
        if (targets.isEmpty()) {
            throw mistake("--target is '" + name + "', allowed is " + ALL + " or one of "
                    + Arrays.stream(Target.values()).map(Target::word).collect(Collectors.joining(", ")));
        }
        if (executions < targets.size() || executions > MOST) {
            throw mistake("--executions is " + executions + ", allowed is " + targets.size() + ".." + MOST);
        }
        Path corpus = ClonePackages.ofChorus()
                .orElseThrow(() -> mistake("call it as ./chorus fuzz"))
                .home()
                .resolve("tools/fuzz/corpus");
        // Not removed: whoever finds something wants to have it.
        Path scratch = Files.createTempDirectory("chorus-fuzz");
        Map<Run.Result, Integer> results = new EnumMap<>(Run.Result.class);
        long tried = 0;
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-10s %12s %10s %12s %10s%n", "TARGET", "EXECUTIONS", "A SECOND", "PEAK MEMORY", "INPUTS");
        for (Target target : targets) {
            Run run = new Run(target.word(), target.entry(), corpus.resolve(target.word()), scratch, INPUT_LIMIT);
            Run.Outcome outcome = run.execute(executions / targets.size(), this::tell);
            print(out, target, outcome, scratch);
            results.merge(outcome.result(), 1, Integer::sum);
            tried += outcome.executions();
            if (keep) {
                run.keep();
            }
        }
        int findings = results.getOrDefault(Run.Result.FINDING, 0);
        int timeouts = results.getOrDefault(Run.Result.TIMEOUT, 0);
        out.printf("%d executions, %d findings, %d timeouts%n", tried, findings, timeouts);
        out.flush();
        return findings + timeouts == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(PrintWriter out, Target target, Run.Outcome outcome, Path scratch) {
        out.printf(
                Locale.ROOT,
                "%-10s %12d %10.0f %8d MiB %10d%n",
                target.word(),
                outcome.executions(),
                outcome.executions() / outcome.seconds(),
                outcome.peakMebibytes(),
                outcome.inputs());
        outcome.failure().forEach(line -> out.println("    " + line));
        switch (outcome.result()) {
            case CLEAN -> {}
            case FINDING -> out.println("    finding: the input is in " + scratch);
            case TIMEOUT -> out.println("    timeout: one input took longer than " + INPUT_LIMIT.toSeconds()
                    + " s and ended the run; the input is in " + scratch);
        }
        out.flush();
    }

    private void tell(String pulse) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("  " + pulse);
        err.flush();
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
