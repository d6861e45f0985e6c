package dev.chorus.tools.benchmark;

import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.mqtt.request.Response;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How soon a variant answers once its gateway's platform is up. */
final class StartupBench implements Bench {

    private static final String FAMILY = "parts";
    private static final String VARIANT = "p48";
    private static final String PACKAGE = "chorus-variant";
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long PERIOD_MILLIS = 20;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String description() {
        return "From the moment at which a variant's component is created on a platform that has just come up, in a JVM of its"
                + " own, to its first answer; and from the begin of installing its bundles anew.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        List<Double> cold = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        try (Rig rig = context.rig(FAMILY)) {
            rig.aggregator();
            for (int time = 1; time <= context.times(); time++) {
                context.progress().accept("start " + time + " of " + context.times());
                try (GatewayProcess gateway = rig.gatewayFor(VARIANT)) {
                    cold.add(firstAnswer(rig, () -> gateway.create(rig.component(VARIANT))));
                    gateway.uninstall(PACKAGE);
                    rig.awaitVariants(0);
                    again.add(firstAnswer(
                            rig, () -> gateway.install(context.built().packageFile(PACKAGE))));
                }
                rig.awaitVariants(0);
            }
        }
        return List.of(
                figure("startup", "component created to first answer, fresh JVM", cold)
                        .atMost(1000),
                figure("reinstall", "installation of the variant's bundles begun to first answer", again)
                        .atMost(1000));
    }

    private static Figure figure(String key, String meaning, List<Double> values) {
        return Figure.several(
                key, meaning, "ms", values.stream().mapToDouble(value -> value).toArray());
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** Asks every few milliseconds until one is answered, and goes by when that came. */
    private static double firstAnswer(Rig rig, Step start) throws IOException, InterruptedException {
        byte[] picture = Jpeg.encode(new PartsArtist().draw(PartClass.values()[0], 1L << 37));
        CompletableFuture<Void> answered = new CompletableFuture<>();
        AtomicLong first = new AtomicLong();
        Thread asking = new Thread(
                () -> {
                    while (!answered.isDone()) {
                        rig.requester()
                                .ask(RequestClient.newId(), picture, DEADLINE)
                                .thenAccept(reply -> {
                                    if (isOfVariant(reply) && first.compareAndSet(0, System.nanoTime())) {
                                        answered.complete(null);
                                    }
                                });
                        try {
                            TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                "bench-asking");
        long began = System.nanoTime();
        asking.start();
        try {
            start.run();
            answered.get(Rig.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("no answer within " + Rig.PATIENCE.toSeconds() + " s", e);
        } finally {
            asking.interrupt();
            asking.join();
        }
        return (first.get() - began) / 1e6;
    }

    private static boolean isOfVariant(Response reply) {
        return reply.isAnswered() && !reply.result().contributors().isEmpty();
    }
}
