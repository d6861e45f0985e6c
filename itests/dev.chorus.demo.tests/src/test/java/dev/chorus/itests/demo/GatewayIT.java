package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./chorus gateway} as a host's service manager starts and ends it. */
class GatewayIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_ROOT, "parts");

    @TempDir
    private Path folder;

    private final Map<String, Status.State> states = new ConcurrentHashMap<>();

    @Test
    void gateway_startedAndEnded_servesMeanwhileAndSaysGoodbye() throws Exception {
        int port = OneGateway.freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                MqttLink listener = MqttLink.create(
                        LinkSettings.builder(broker.url(), "listener").build(), any -> {})) {
            for (Status.Kind kind : List.of(Status.Kind.VARIANT, Status.Kind.AGGREGATOR)) {
                listener.subscribe(TOPICS.statusFilter(kind), 1, delivery -> {
                    try {
                        Status status = StatusJson.decode(delivery.payload());
                        states.put(status.id(), status.state());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            listener.start();
            Process gateway = ChorusCall.begin(
                    folder,
                    Map.of(),
                    "gateway",
                    "--broker",
                    broker.url(),
                    "--family",
                    "parts",
                    "--variant",
                    "p64",
                    "--aggregator",
                    "--http",
                    String.valueOf(port),
                    "--name",
                    "gateway-it");
            try {
                String base = "http://127.0.0.1:" + port + "/services/chorus/v1";
                await(() -> isReady(base));
                assertEquals(200, classify(base));
            } finally {
                gateway.destroy();
            }
            assertTrue(gateway.waitFor(120, TimeUnit.SECONDS), "it does not end");
            await(() -> states.values().stream().allMatch(state -> state == Status.State.STOPPED));
            assertEquals(2, states.size(), states.toString());
        }
    }

    private void await(BooleanSupplier condition) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, states + " " + Files.readString(folder.resolve("printed.txt")));
            Thread.sleep(100);
        }
    }

    private static boolean isReady(String base) {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(base + "/health/ready"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int classify(String base) throws Exception {
        byte[] nut = Jpeg.encode(new PartsArtist().draw(PartClass.NUT, 1L << 37));
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(base + "/families/parts/classify?deadlineMs=60000"))
                                .header("Content-Type", "image/jpeg")
                                .POST(BodyPublishers.ofByteArray(nut))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
