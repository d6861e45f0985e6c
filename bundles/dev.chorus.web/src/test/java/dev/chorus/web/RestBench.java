package dev.chorus.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.web.internal.rest.Api;
import dev.chorus.web.internal.rest.CallLimits;
import dev.chorus.web.internal.watch.FamilyWatch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Runs the service over HTTP with the JAX-RS of Kura, at the embedded broker with a simulated family. */
abstract class RestBench {

    static final Duration PATIENCE = Duration.ofSeconds(120);
    static final HttpClient HTTP = HttpClient.newHttpClient();

    final FamilyWatch watch = new FamilyWatch("test");
    final CallLimits limits = new CallLimits();
    static EmbeddedBroker broker;

    /** Whether calls fail. */
    volatile boolean mistake;

    SimulatedFamily family;
    HttpServer server;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void start() throws Exception {
        family = new SimulatedFamily(broker.url());
        family.publishStatuses(State.ONLINE, State.DEGRADED, State.ONLINE);
        ResourceConfig config = new ResourceConfig()
                .register(new RestService(new Api(this::watches, limits)))
                .register(new Gate())
                .register(RolesAllowedDynamicFeature.class);
        server = JdkHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/services"), config);
    }

    private List<FamilyWatch> watches() {
        if (mistake) {
            throw new IllegalStateException("a mistake of ours");
        }
        return List.of(watch);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        watch.close();
        family.close();
    }

    void connect() throws Exception {
        configure(Map.of());
        await(any -> watch.problem().isEmpty()
                && watch.variants().size() == 2
                && watch.aggregators().size() == 1);
    }

    void configure(Map<String, Object> more) {
        Map<String, Object> properties =
                new HashMap<>(Map.of("family", "parts", "broker.url", broker.url(), "deadline.ms", 60_000));
        properties.putAll(more);
        watch.configure(properties, new PlainSecrets());
    }

    interface Condition {
        boolean test(Object any) throws Exception;
    }

    static void await(Condition condition) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(null)) {
            assertTrue(System.nanoTime() < until, "it does not come to that");
            Thread.sleep(20);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/services" + path);
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", Gate.credentials(Gate.OPERATOR))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String type, byte[] body, String query) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri("/chorus/v1/families/parts/classify" + query))
                        .header("Authorization", Gate.credentials(Gate.OPERATOR))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    static byte[] picture(byte what) {
        return new byte[] {what, 2, 3, '\r', '\n', '-', '-', 'x'};
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static JsonObject json(HttpResponse<byte[]> response) {
        return JsonParser.parseString(text(response)).getAsJsonObject();
    }

    static JsonObject first(JsonArray array) {
        return array.get(0).getAsJsonObject();
    }
}
