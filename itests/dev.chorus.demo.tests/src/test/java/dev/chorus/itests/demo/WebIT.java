package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package {@code chorus-web} on a gateway, with the JAX-RS and the HTTP service of Kura 5.6. */
class WebIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static GatewayProcess gateway;
    private static String base;

    @BeforeAll
    static void start() throws Exception {
        ClonePackages clone = ClonePackages.ofChorus().orElseThrow();
        broker = EmbeddedBroker.start();
        Map<String, Object> common = Map.of("broker.url", broker.url(), "family", "parts");
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
        int port = freePort();
        base = "http://127.0.0.1:" + port + "/services/chorus/v1";
        gateway = GatewayProcess.launch(new GatewaySetup(
                        folder.resolve("gateway"),
                        clone.platform(),
                        packages,
                        List.of(
                                new ComponentSettings("dev.chorus.web.WebService", "web", common),
                                new ComponentSettings("dev.chorus.aggregator.AggregatorService", "aggregator", common),
                                new ComponentSettings("dev.chorus.variant.VariantService", "p72", with(common))),
                        folder.resolve("gateway.log"))
                .with(new GatewaySetup.Http(clone.http(), port)));
        gateway.awaitReady(PATIENCE);
        awaitReady();
    }

    private static Map<String, Object> with(Map<String, Object> common) {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put("variant", "p72");
        return properties;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static void awaitReady() throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> ready = null;
        while (ready == null || ready.statusCode() != 200) {
            assertTrue(System.nanoTime() < until, "not ready: " + (ready == null ? "no answer" : ready.body()));
            Thread.sleep(100);
            try {
                ready = get("/health/ready");
            } catch (IOException e) {
                ready = null;
            }
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        broker.close();
    }

    @Test
    void classify_drawing_isAnsweredByTheFamily() throws Exception {
        byte[] picture = Jpeg.encode(new PartsArtist().draw(PartClass.NUT, 1L << 37));

        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(base + "/families/parts/classify?deadlineMs=10000"))
                        .header("Content-Type", "image/jpeg")
                        .POST(BodyPublishers.ofByteArray(picture))
                        .build(),
                BodyHandlers.ofString());

        assertEquals(200, response.statusCode(), response.body());
        JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
        assertEquals("[\"p72\"]", answer.get("contributors").toString());
        assertEquals(
                5,
                answer.getAsJsonObject("topK")
                        .getAsJsonObject("p72")
                        .getAsJsonArray("classes")
                        .size());
    }

    @Test
    void page_isServed() throws Exception {
        HttpResponse<String> page = get("/page");

        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<title>Chorus</title>"));
    }

    @Test
    void metrics_haveTheVariant() throws Exception {
        assertTrue(get("/metrics").body().contains("chorus_instance_up{family=\"parts\""));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }
}
