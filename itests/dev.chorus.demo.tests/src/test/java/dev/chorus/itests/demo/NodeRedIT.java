package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples/node-red.json in a real Node-RED, which npm installs, before a gateway. */
@Tag("node")
class NodeRedIT {

    private static final String NODE_RED = "node-red@4.1.1";
    private static final long PATIENCE_SECONDS = 120;
    private static final Path INSTALLED = Path.of("target/node-red").toAbsolutePath();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static OneGateway gateway;
    private static Process nodeRed;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        install();
        gateway = new OneGateway(folder);
        int port = OneGateway.freePort();
        url = "http://127.0.0.1:" + port;
        Path flow = Files.copy(
                ClonePackages.ofChorus().orElseThrow().home().resolve("docs/examples/node-red.json"),
                folder.resolve("flow.json"));
        ProcessBuilder builder = new ProcessBuilder(
                        "node",
                        INSTALLED.resolve("node_modules/node-red/red.js").toString(),
                        "--port",
                        String.valueOf(port),
                        "--userDir",
                        folder.resolve("node-red").toString(),
                        flow.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node-red.log").toFile());
        builder.environment()
                .putAll(Map.of("CHORUS_BROKER", "127.0.0.1", "CHORUS_PORT", String.valueOf(gateway.brokerPort())));
        nodeRed = builder.start();
        awaitFlow();
    }

    private static void install() throws IOException, InterruptedException {
        if (Files.exists(INSTALLED.resolve("node_modules/node-red/red.js"))) {
            return;
        }
        Files.createDirectories(INSTALLED);
        Process npm = new ProcessBuilder(
                        "npm",
                        "install",
                        "--prefix",
                        INSTALLED.toString(),
                        "--no-audit",
                        "--no-fund",
                        "--loglevel=error",
                        NODE_RED)
                .redirectErrorStream(true)
                .redirectOutput(INSTALLED.resolve("npm.log").toFile())
                .start();
        assertTrue(npm.waitFor(5, TimeUnit.MINUTES), "npm is still at it");
        assertEquals(0, npm.exitValue(), Files.readString(INSTALLED.resolve("npm.log")));
    }

    /** Once it is connected: a wrong body is answered by the flow itself. */
    private static void awaitFlow() throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(folder.resolve("node-red.log")).contains("Connected to broker")) {
            assertTrue(System.nanoTime() < until, Files.readString(folder.resolve("node-red.log")));
            Thread.sleep(100);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (nodeRed != null) {
            nodeRed.destroy();
            nodeRed.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    private static HttpResponse<String> classify(String type, byte[] body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url + "/classify/" + OneGateway.FAMILY))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static byte[] nut() {
        return Jpeg.encode(new PartsArtist().draw(PartClass.NUT, 1L << 37));
    }

    @Test
    void flow_askedByHttp_answersWithTheFusedResult() throws Exception {
        HttpResponse<String> response = classify("image/jpeg", nut());

        assertEquals(200, response.statusCode(), response.body());
        JsonObject result = JsonParser.parseString(response.body()).getAsJsonObject();
        assertEquals("answered", result.get("outcome").getAsString());
        assertEquals("parts", result.get("family").getAsString());
    }

    @Test
    void flow_askedWithoutAPicture_refuses() throws Exception {
        assertEquals(
                415,
                classify("application/json", "{\"no\":\"picture\"}".getBytes()).statusCode());
    }

    @Test
    void flow_askedWithMoreThanTheBrokerTakes_refuses() throws Exception {
        HttpResponse<String> response = classify("image/jpeg", new byte[2_000_000]);

        assertEquals(413, response.statusCode(), response.body());
        assertTrue(response.body().contains("the broker takes at most 1998976"), response.body());
    }

    @Test
    void flow_onEveryResult_sortsIt() throws Exception {
        Map<String, byte[]> sorted = new ConcurrentHashMap<>();
        try (MqttLink listener = MqttLink.create(
                LinkSettings.builder("mqtt://127.0.0.1:" + gateway.brokerPort(), "sorter")
                        .build(),
                any -> {})) {
            listener.subscribe("sorter/#", 1, delivery -> sorted.put(delivery.topic(), delivery.payload()));
            listener.start();
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (sorted.isEmpty()) {
                assertTrue(System.nanoTime() < until, Files.readString(folder.resolve("node-red.log")));
                classify("image/jpeg", nut());
            }
        }

        assertTrue(
                sorted.keySet().iterator().next().matches("sorter/[a-z-]+"),
                sorted.keySet().toString());
    }
}
