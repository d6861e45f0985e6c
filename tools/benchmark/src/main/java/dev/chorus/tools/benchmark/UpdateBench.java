package dev.chorus.tools.benchmark;

import dev.chorus.core.protocol.Status;
import dev.chorus.tools.benchmark.UpdateTrial.Change;
import dev.chorus.tools.benchmark.UpdateTrial.Result;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.packaging.LaterModel;
import dev.chorus.tools.packaging.LaterPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Updates each package, reconfigures each component and restarts each gateway while pictures come. */
final class UpdateBench implements Bench {

    private static final String FAMILY = "parts";
    private static final List<String> VARIANTS = List.of("p48", "p56", "p64");
    private static final List<String> AGGREGATOR = List.of(Rig.AGGREGATOR);
    private static final String SECOND = "second";
    private static final List<String> BOTH_AGGREGATORS = List.of(Rig.AGGREGATOR, SECOND);
    private static final String WEB = "web";
    private static final List<String> PACKAGES =
            List.of("chorus-core", "chorus-onnxruntime", "chorus-variant", "chorus-aggregator", "chorus-web");
    private static final int WARM_UP_SECONDS = 6;
    private static final int BETWEEN_MILLIS = 500;

    /** Of the aggregator while it is renamed. */
    private static final String RENAMED = "renamed";

    /** Each has another value than the rig's; what makes another connection comes last. */
    private static final List<Map.Entry<String, Object>> AGGREGATOR_PROPERTIES = List.of(
            Map.entry("deadline.ms", 2000),
            Map.entry("quorum", 2),
            Map.entry("early.stop", true),
            Map.entry("labels.max", 3),
            Map.entry("windows.max", 500),
            Map.entry("stragglers.after", 5),
            Map.entry("stop.disagreement.percent", "1"),
            Map.entry("strategy", "log-pool"),
            Map.entry("homeassistant.prefix", "homeassistant"),
            Map.entry("user", "another"),
            Map.entry("client.id", RENAMED));

    private static final List<Map.Entry<String, Object>> VARIANT_PROPERTIES = List.of(
            Map.entry("deadline.ms", 2000),
            Map.entry("k", 3),
            Map.entry("queue.length", 100),
            Map.entry("overload", "refuse-newest"),
            Map.entry("requester.rate.max", 1000),
            Map.entry("picture.bytes.max", 5_000_000),
            Map.entry("picture.pixels.max", 1_000_000),
            Map.entry("threads", 2),
            Map.entry("topk.json", true),
            Map.entry("user", "another"));

    @Override
    public String name() {
        return "update";
    }

    @Override
    public String description() {
        return "Each package is updated, each property of each component changed and each gateway restarted as Kura does while "
                + UpdateTrial.RATE_PER_SECOND + " pictures a second come: what becomes of the requests.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        Map<String, List<Result>> results = new LinkedHashMap<>();
        try (Rig rig = context.rig(FAMILY, Rig.AS_KURA)) {
            rig.aggregator();
            for (String variant : VARIANTS) {
                rig.variant(variant);
            }
            rig.web();
            rig.awaitVariants(VARIANTS.size());
            Stream.run(rig.requester(), UpdateTrial.RATE_PER_SECOND, WARM_UP_SECONDS);
            try (UpdateTrial trial = new UpdateTrial(rig)) {
                for (int time = 1; time <= context.times(); time++) {
                    run(trial, steps(rig, context, time), results, context);
                }
                rig.aggregator(SECOND);
                awaitBothSharing(rig);
                for (int time = 1; time <= context.times(); time++) {
                    run(trial, stepsOfTwo(rig, context, time), results, context);
                }
            }
        }
        List<Figure> figures = new ArrayList<>();
        results.forEach((step, of) -> figures.addAll(figures(step, of)));
        figures.add(Figure.several(
                "steadyP99",
                "latency in the 5 s before each change, 99th percentile",
                "ms",
                results.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(result -> result.steady().getValueAtPercentile(99) / 1e3)
                        .toArray()));
        return figures;
    }

    private static void run(
            UpdateTrial trial, Map<String, Change> steps, Map<String, List<Result>> results, BenchContext context)
            throws IOException, InterruptedException {
        for (Map.Entry<String, Change> step : steps.entrySet()) {
            Result result = trial.run(step.getValue());
            context.progress().accept(step.getKey() + ": " + result);
            results.computeIfAbsent(step.getKey(), any -> new ArrayList<>()).add(result);
        }
    }

    /** All that is installed is written before the first step begins. */
    private static Map<String, Change> steps(Rig rig, BenchContext context, int time) throws IOException {
        Map<String, Path> later = new HashMap<>();
        for (String name : PACKAGES) {
            Path folder = Files.createTempDirectory(context.scratch(), "later");
            later.put(name, LaterPackage.write(context.built().packageFile(name), name, "0.1.0.update" + time, folder));
        }
        for (String variant : VARIANTS) {
            later.put(
                    variant,
                    LaterModel.write(context.built().family(FAMILY), variant, "1." + time + ".0", context.scratch()));
        }
        Map<String, Change> steps = new LinkedHashMap<>();
        steps.put("chorus-aggregator", () -> install(rig, later.get("chorus-aggregator"), AGGREGATOR));
        steps.put("chorus-core, aggregator's gateway", () -> install(rig, later.get("chorus-core"), AGGREGATOR));
        steps.put("chorus-web", () -> install(rig, later.get("chorus-web"), List.of(WEB)));
        steps.put("chorus-variant, all at once", () -> install(rig, later.get("chorus-variant"), VARIANTS));
        steps.put("chorus-onnxruntime, all at once", () -> install(rig, later.get("chorus-onnxruntime"), VARIANTS));
        steps.put(
                "chorus-core, variants' gateways, all at once", () -> install(rig, later.get("chorus-core"), VARIANTS));
        steps.put(
                "models, all at once",
                () -> onAll(rig, VARIANTS, variant -> rig.gateway(variant).install(later.get(variant))));
        steps.put("each property of the aggregator", () -> reconfigureAggregator(rig));
        steps.put("each property of the variants", () -> reconfigureVariants(rig));
        steps.put("aggregator's gateway restarted", () -> onAll(rig, AGGREGATOR, rig::restart));
        steps.put("variants' gateways restarted, one by one", () -> {
            for (String variant : VARIANTS) {
                onAll(rig, List.of(variant), rig::restart);
            }
        });
        steps.put("variants' gateways restarted, all at once", () -> onAll(rig, VARIANTS, rig::restart));
        return steps;
    }

    /** Of two aggregators. */
    private static Map<String, Change> stepsOfTwo(Rig rig, BenchContext context, int time) throws IOException {
        String name = "chorus-aggregator";
        Path folder = Files.createTempDirectory(context.scratch(), "later");
        Path later = LaterPackage.write(context.built().packageFile(name), name, "0.1.0.update-two" + time, folder);
        Map<String, Change> steps = new LinkedHashMap<>();
        steps.put("chorus-aggregator, one of two", () -> {
            install(rig, later, AGGREGATOR);
            awaitBothSharing(rig);
        });
        steps.put("chorus-aggregator, two at once", () -> {
            install(rig, context.built().packageFile(name), BOTH_AGGREGATORS);
            awaitBothSharing(rig);
        });
        steps.put("two aggregators' gateways restarted, at once", () -> {
            onAll(rig, BOTH_AGGREGATORS, rig::restart);
            awaitBothSharing(rig);
        });
        return steps;
    }

    private static void awaitBothSharing(Rig rig) throws IOException, InterruptedException {
        for (String aggregator : BOTH_AGGREGATORS) {
            rig.await(
                    aggregator,
                    "sharing with the other",
                    status -> status.state() == Status.State.ONLINE
                            && status.counters().getOrDefault("sharing", 0L) == 1
                            && status.counters().getOrDefault("peers", 0L) == 1);
        }
    }

    /** What is done to one gateway. */
    private interface Step {

        void on(String gateway) throws IOException, InterruptedException;
    }

    /** On all gateways at the same time, and until all variants are back. */
    private static void onAll(Rig rig, List<String> gateways, Step step) throws IOException, InterruptedException {
        List<CompletableFuture<Void>> underWay = gateways.stream()
                .map(gateway -> CompletableFuture.runAsync(() -> {
                    try {
                        step.on(gateway);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(e);
                    }
                }))
                .toList();
        try {
            CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
        rig.awaitVariants(VARIANTS.size());
    }

    private static void install(Rig rig, Path later, List<String> gateways) throws IOException, InterruptedException {
        onAll(rig, gateways, gateway -> rig.gateway(gateway).install(later));
    }

    private static void reconfigureAggregator(Rig rig) throws IOException, InterruptedException {
        for (Map.Entry<String, Object> property : AGGREGATOR_PROPERTIES) {
            rig.gateway(Rig.AGGREGATOR).update(Rig.AGGREGATOR, Map.of(property.getKey(), property.getValue()));
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
        rig.awaitVariants(RENAMED, VARIANTS.size());
        rig.gateway(Rig.AGGREGATOR)
                .update(Rig.AGGREGATOR, Map.of("client.id", Rig.AGGREGATOR, "early.stop", false, "quorum", 1));
        rig.awaitVariants(VARIANTS.size());
    }

    private static void reconfigureVariants(Rig rig) throws IOException, InterruptedException {
        for (Map.Entry<String, Object> property : VARIANT_PROPERTIES) {
            onAll(rig, VARIANTS, variant -> rig.gateway(variant)
                    .update(variant, Map.of(property.getKey(), property.getValue())));
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
    }

    private static List<Figure> figures(String step, List<Result> results) {
        String key = step.replaceAll("[^A-Za-z]+", "-");
        return List.of(
                Figure.several(
                                key + "-nothing",
                                step + ": requests without answer or notice, of "
                                        + results.stream()
                                                .mapToLong(Result::requests)
                                                .sum(),
                                "",
                                results.stream().mapToDouble(Result::nothing).toArray())
                        .atMost(0),
                Figure.several(
                                key + "-doubled",
                                step + ": requests answered more than once",
                                "",
                                results.stream().mapToDouble(Result::doubled).toArray())
                        .atMost(0),
                Figure.several(
                        key + "-negative",
                        step + ": negative answers",
                        "",
                        results.stream().mapToDouble(Result::negatives).toArray()),
                Figure.several(
                        key + "-noAggregator",
                        step + ": requesters' reports that no aggregator was in service",
                        "",
                        results.stream().mapToDouble(Result::noAggregator).toArray()),
                Figure.several(
                        key + "-p50",
                        step + ": latency from its begin to 7 s after its end, 50th percentile",
                        "ms",
                        percentile(results, 50)),
                Figure.several(key + "-p99", step + ": the same, 99th percentile", "ms", percentile(results, 99)),
                Figure.several(
                        key + "-took",
                        step + ": how long it took",
                        "ms",
                        results.stream().mapToDouble(Result::tookMillis).toArray()));
    }

    private static double[] percentile(List<Result> results, double percent) {
        return results.stream()
                .mapToDouble(result -> result.during().getValueAtPercentile(percent) / 1e3)
                .toArray();
    }
}
