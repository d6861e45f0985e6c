package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broker, and a gateway with everything on it: an aggregator, the variant {@code p72} of {@code parts}, REST. */
final class OneGateway implements AutoCloseable {

    static final String FAMILY = "parts";

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** No busy machine misses it. */
    private static final int DEADLINE_MILLIS = 60_000;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final GatewayProcess gateway;
    private final int httpPort;
    private final String base;
    private final String[] headers;

    /** Starts both without authentication, and waits until the family can be asked. */
    OneGateway(Path folder) throws Exception {
        this(folder, ClonePackages.ofChorus().orElseThrow().http());
    }

    /**
     * Starts both, and waits until the family can be asked.
     *
     * @param http bundles that the gateway needs for HTTP
     * @param headers of calls made with {@link #get}, name and value by turns
     */
    OneGateway(Path folder, Path http, String... headers) throws Exception {
        this.headers = headers;
        ClonePackages clone = ClonePackages.ofChorus().orElseThrow();
        List<Path> packages = new ArrayList<>();
        for (String each : List.of(
                "chorus-web",
                "chorus-core",
                "chorus-aggregator",
                "chorus-onnxruntime",
                "chorus-variant",
                "chorus-model-parts-p72")) {
            packages.add(clone.packageFile(each));
        }
        httpPort = freePort();
        base = "http://127.0.0.1:" + httpPort + "/services/chorus/v1";
        gateway = GatewayProcess.launch(new GatewaySetup(
                        folder.resolve("gateway"),
                        clone.platform(),
                        packages,
                        List.of(
                                component("dev.chorus.web.WebService", "web", Map.of()),
                                component("dev.chorus.aggregator.AggregatorService", "aggregator", Map.of()),
                                component("dev.chorus.variant.VariantService", "p72", Map.of("variant", "p72"))),
                        folder.resolve("gateway.log"))
                .with(new GatewaySetup.Http(http, httpPort)));
        gateway.awaitReady(PATIENCE);
        awaitReady();
    }

    private ComponentSettings component(String factory, String pid, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("broker.url", broker.url());
        properties.put("family", FAMILY);
        properties.put("deadline.ms", DEADLINE_MILLIS);
        return new ComponentSettings(factory, pid, properties);
    }

    /** A port that nobody listens on at the moment. */
    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Waits until the family can be asked. */
    void awaitReady() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (!last.equals("{\"ready\":true}")) {
            assertTrue(System.nanoTime() < until, "not ready: " + last);
            Thread.sleep(100);
            try {
                last = get("/health/ready").body();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
        }
    }

    /** Where the broker listens. */
    int brokerPort() {
        return broker.port();
    }

    /** Where its HTTP server listens, on the loopback interface. */
    int httpPort() {
        return httpPort;
    }

    /** The address of the status page. */
    String page() {
        return "http://127.0.0.1:" + httpPort + "/chorus";
    }

    /** The gateway's process. */
    GatewayProcess process() {
        return gateway;
    }

    /** Where REST begins. */
    String base() {
        return base;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() {
        gateway.close();
        broker.close();
    }
}
