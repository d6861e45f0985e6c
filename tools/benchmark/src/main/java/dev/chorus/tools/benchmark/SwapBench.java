package dev.chorus.tools.benchmark;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.packaging.LaterModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A model package is replaced while pictures come. */
final class SwapBench implements Bench {

    private static final String FAMILY = "parts";
    private static final String VARIANT = "p48";
    private static final int RATE_PER_SECOND = 20;
    private static final int WARM_UP_SECONDS = 6;
    private static final int STEADY_SECONDS = 8;

    /** Long enough for the old session to drain after the new one serves. */
    private static final int AFTERWARDS_SECONDS = 3;

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public String description() {
        return "A variant's model package is updated while " + RATE_PER_SECOND
                + " pictures a second come: what is lost, and"
                + " how long answers take meanwhile, beside a steady time just before.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        List<Double> ratios50 = new ArrayList<>();
        List<Double> ratios99 = new ArrayList<>();
        List<Double> steady99 = new ArrayList<>();
        List<Double> during99 = new ArrayList<>();
        List<Double> took = new ArrayList<>();
        long sent = 0;
        long lost = 0;
        long wrong = 0;
        try (Rig rig = context.rig(FAMILY)) {
            rig.aggregator();
            GatewayProcess gateway = rig.gatewayFor(VARIANT);
            gateway.create(rig.component(VARIANT));
            rig.awaitVariants(1);
            Stream.run(rig.requester(), RATE_PER_SECOND, WARM_UP_SECONDS);
            for (int time = 1; time <= context.times(); time++) {
                context.progress().accept("update " + time + " of " + context.times());
                String version = "1." + time + ".0";
                Path later = LaterModel.write(context.built().family(FAMILY), VARIANT, version, context.scratch());
                long began = System.nanoTime();
                Stream stream = new Stream(rig.requester(), RATE_PER_SECOND);
                long updating;
                long ended;
                try (stream) {
                    TimeUnit.SECONDS.sleep(STEADY_SECONDS);
                    updating = System.nanoTime();
                    gateway.install(later);
                    rig.await(VARIANT, "of " + version, status -> version.equals(status.familyVersion()));
                    took.add((System.nanoTime() - updating) / 1e6);
                    TimeUnit.SECONDS.sleep(AFTERWARDS_SECONDS);
                    ended = System.nanoTime();
                }
                sent += stream.all().size();
                lost += stream.all().stream().filter(one -> !one.isAnswered()).count();
                wrong += Stream.results(stream.all()).stream()
                        .filter(result -> !isRight(result, version))
                        .count();
                Histogram steady = Stream.latencies(stream.between(began, updating));
                Histogram during = Stream.latencies(stream.between(updating, ended));
                ratios50.add((double) during.getValueAtPercentile(50) / steady.getValueAtPercentile(50));
                ratios99.add((double) during.getValueAtPercentile(99) / steady.getValueAtPercentile(99));
                steady99.add(steady.getValueAtPercentile(99) / 1e3);
                during99.add(during.getValueAtPercentile(99) / 1e3);
            }
        }
        return List.of(
                Figure.once("sent", "requests", "", sent),
                Figure.once("lost", "requests without an answer", "", lost).atMost(0),
                Figure.once("wrong", "answers of another version than the old or the new one", "", wrong)
                        .atMost(0),
                figure("swap", "from the update's begin to the status of the new version", "ms", took),
                figure("steadyP99", "latency before the update, 99th percentile", "ms", steady99),
                figure(
                        "duringP99",
                        "latency from the update's begin to 3 s after its end, 99th percentile",
                        "ms",
                        during99),
                figure("ratioP50", "during to before, 50th percentile", "", ratios50),
                figure("ratioP99", "during to before, 99th percentile", "", ratios99)
                        .atMost(2));
    }

    private static boolean isRight(FusedResult result, String version) {
        String before = "1." + (Integer.parseInt(version.split("\\.")[1]) - 1) + ".0";
        return version.equals(result.familyVersion()) || before.equals(result.familyVersion());
    }

    private static Figure figure(String key, String meaning, String unit, List<Double> values) {
        return Figure.several(
                key, meaning, unit, values.stream().mapToDouble(value -> value).toArray());
    }
}
