package dev.chorus.tools.benchmark.code;

import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs what is measured with JMH (https://openjdk.org/projects/code-tools/jmh). */
public final class CodeBench implements Bench {

    private static final List<Class<?>> CODE =
            List.of(FrameCode.class, FusionCode.class, WindowCode.class, PictureCode.class);
    private static final int WARM_UPS = 4;
    private static final TimeValue ROUND = TimeValue.milliseconds(500);
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** What is promised of fusing 8 variants with k 5 and 1,000 classes, in nanoseconds. */
    private static final Map<String, Double> MOST_NANOS =
            Map.of("FusionCode.fuse[1000,scaled-sum]", 2000.0, "FusionCode.fuse[1000,log-pool]", 2000.0);

    @Override
    public String name() {
        return "code";
    }

    @Override
    public String description() {
        return "Code by itself, with JMH: frames, the fusion of 8 variants with k 5, windows; nanoseconds a call and bytes that it"
                + " allocates. The dearest messages that peers may send, in milliseconds of the processor.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        context.progress().accept("messages of peers");
        List<Figure> figures = new ArrayList<>(DecodeWork.measure(context.times()));
        for (Class<?> code : CODE) {
            context.progress().accept(code.getSimpleName());
            for (RunResult result : run(code, context.times())) {
                figures.addAll(figures(result));
            }
        }
        return figures;
    }

    private static Collection<RunResult> run(Class<?> code, int times) throws IOException {
        Options options = new OptionsBuilder()
                .include(code.getName() + "\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(ROUND)
                .measurementIterations(times)
                .measurementTime(ROUND)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-XX:+UseSerialGC")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            throw new IOException("JMH cannot run " + code.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static List<Figure> figures(RunResult result) {
        BenchmarkParams what = result.getParams();
        Map<String, String> parameters = new TreeMap<>();
        what.getParamsKeys().forEach(key -> parameters.put(key, what.getParam(key)));
        String[] path = what.getBenchmark().split("\\.");
        String name = path[path.length - 2] + "." + path[path.length - 1]
                + (parameters.isEmpty() ? "" : "[" + String.join(",", parameters.values()) + "]");
        String meaning = name.replaceAll("\\[.*", "")
                + parameters.entrySet().stream()
                        .map(one -> ", " + one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining());
        List<IterationResult> rounds =
                List.copyOf(result.getBenchmarkResults().iterator().next().getIterationResults());
        Figure nanos = Figure.several(
                name,
                meaning,
                "ns",
                rounds.stream()
                        .mapToDouble(round -> round.getPrimaryResult().getScore())
                        .toArray());
        Double most = MOST_NANOS.get(name);
        Figure bytes = Figure.several(
                name + ".bytes",
                String.format(Locale.ROOT, "%s, allocated", meaning),
                "bytes",
                rounds.stream()
                        .mapToDouble(round ->
                                round.getSecondaryResults().get(ALLOCATED).getScore())
                        .toArray());
        return List.of(most == null ? nanos : nanos.atMost(most), bytes);
    }
}
