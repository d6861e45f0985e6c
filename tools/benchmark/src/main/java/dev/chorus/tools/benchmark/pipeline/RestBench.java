package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.metrics.Percentiles;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.tools.benchmark.Bench;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.benchmark.rig.Album;
import dev.chorus.tools.benchmark.rig.Rig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A picture that is asked about over HTTP against the same over MQTT, one after the other in turn. */
public final class RestBench implements Bench {

    private static final String FAMILY = "parts";
    private static final List<String> VARIANTS = List.of("p48", "p56", "p64", "p72");
    private static final int WARM_UPS = 300;
    private static final int ROUNDS = 300;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final double MOST = 1.2;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public String description() {
        return "From asking to the answer, over REST and over MQTT in turn, " + ROUNDS
                + " drawings each, a gateway each for REST, the aggregator and " + VARIANTS.size() + " variants of "
                + FAMILY
                + "; as often as --times says.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        Album album = Album.ofParts();
        double[] byMqtt = new double[context.times()];
        double[] byRest = new double[context.times()];
        double[] idle = new double[context.times()];
        double[] ratio = new double[context.times()];
        try (Rig rig = context.rig(FAMILY)) {
            rig.aggregator();
            for (String variant : VARIANTS) {
                rig.gatewayFor(variant).create(rig.component(variant));
            }
            rig.awaitVariants(VARIANTS.size());
            URI classify = rig.web().resolve("families/" + FAMILY + "/classify");
            context.progress().accept("warming up");
            inTurn(rig, classify, album, WARM_UPS);
            for (int time = 0; time < context.times(); time++) {
                context.progress().accept("round " + (time + 1) + " of " + context.times());
                double[] medians = inTurn(rig, classify, album, ROUNDS);
                byMqtt[time] = medians[0];
                byRest[time] = medians[1];
                idle[time] = medians[2];
                ratio[time] = medians[1] / medians[0];
            }
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.several("mqtt", "over MQTT, median", "ms", byMqtt));
        figures.add(Figure.several("rest", "over REST, median", "ms", byRest));
        figures.add(Figure.several("idle", "a call over REST that asks nobody, median", "ms", idle));
        figures.add(Figure.several("ratio", "REST to MQTT", "", ratio).atMost(MOST));
        return figures;
    }

    private double[] inTurn(Rig rig, URI classify, Album album, int rounds) throws IOException, InterruptedException {
        double[] mqtt = new double[rounds];
        double[] rest = new double[rounds];
        double[] idle = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            byte[] picture = album.pictures().get(round % album.size());
            mqtt[round] = overMqtt(rig, picture);
            rest[round] = overRest(post(classify, picture));
            idle[round] = overRest(HttpRequest.newBuilder(classify.resolve("../../health/live"))
                    .build());
        }
        return Stream.of(mqtt, rest, idle)
                .mapToDouble(millis -> Percentiles.of(millis).median().orElseThrow())
                .toArray();
    }

    private static double overMqtt(Rig rig, byte[] picture) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try {
            rig.requester()
                    .ask(RequestClient.newId(), picture, DEADLINE)
                    .get(2 * DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer over MQTT: " + e, e);
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private static HttpRequest post(URI classify, byte[] picture) {
        return HttpRequest.newBuilder(classify)
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(picture))
                .build();
    }

    private double overRest(HttpRequest request) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException("no answer over REST: " + response.body());
        }
        return (System.nanoTime() - begun) / 1e6;
    }
}
