package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.testprocess.ChorusCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./chorus gateway} as a terminal and a service manager start and end it. */
class GatewayIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_ROOT, "parts");
    private static final String NAME = "gateway-it";
    private static final int TIMEOUT_S = 300;

    @TempDir
    private Path folder;

    private final Map<String, Status.State> states = new ConcurrentHashMap<>();
    private EmbeddedBroker broker;
    private MqttLink listener;
    private Process gateway;

    @BeforeEach
    void listen() {
        broker = EmbeddedBroker.start();
        listener =
                MqttLink.create(LinkSettings.builder(broker.url(), "listener").build(), any -> {});
        for (Status.Kind kind : List.of(Status.Kind.VARIANT, Status.Kind.AGGREGATOR)) {
            listener.subscribe(TOPICS.statusFilter(kind), 1, this::received);
        }
        listener.start();
    }

    private void received(Delivery delivery) {
        try {
            Status status = StatusJson.decode(delivery.payload());
            states.put(status.id(), status.state());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        gateway.destroyForcibly();
        listener.close();
        broker.close();
    }

    @Test
    void gateway_signaledAlone_servesBeforeAndStopsItsComponents() throws Exception {
        // given
        int port = OneGateway.freePort();
        gateway = ChorusCall.begin(folder, Map.of(), arguments("--variant", "p64", "--http", String.valueOf(port)));
        String base = "http://127.0.0.1:" + port + "/services/chorus/v1";
        await(() -> isReady(base));
        assertEquals(200, classify(base));

        // when
        gateway.toHandle().destroy();

        // then
        assertStops(143);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void gateway_whoseProcessGroupIsSignaled_stopsItsComponents(String signal, int exitCode) throws Exception {
        // given
        gateway = ChorusCall.beginGroup(folder, arguments("--variant", "p64"));
        await(() -> states.size() == 2 && Set.copyOf(states.values()).equals(Set.of(Status.State.ONLINE)));

        // when
        new ProcessBuilder("sh", "-c", "kill -s " + signal + " -- -" + gateway.pid())
                .inheritIO()
                .start()
                .waitFor();

        // then
        assertStops(exitCode);
    }

    @Test
    void gateway_ofANameInUse_isRefusedInOneLine() throws Exception {
        // given
        gateway = ChorusCall.begin(folder, Map.of(), arguments());
        await(() -> states.containsValue(Status.State.ONLINE) || states.containsValue(Status.State.DEGRADED));
        Path second = Files.createDirectory(folder.resolve("second"));

        // when
        ChorusCall call = ChorusCall.of(second, Map.of(), arguments());

        // then
        assertEquals(2, call.exitCode(), call.printed());
        assertTrue(call.printed().contains(NAME + " is in use by a running gateway"), call.printed());
        assertEquals(1, call.printed().lines().count(), call.printed());
        assertTrue(gateway.isAlive());
    }

    private String[] arguments(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("gateway", "--broker", broker.url(), "--family", "parts", "--aggregator", "--name", NAME));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private void assertStops(int exitCode) throws Exception {
        assertTrue(gateway.waitFor(TIMEOUT_S, TimeUnit.SECONDS), "it does not end");
        assertEquals(exitCode, gateway.exitValue(), printed());
        await(() -> states.size() == 2 && Set.copyOf(states.values()).equals(Set.of(Status.State.STOPPED)));
        assertTrue(printed().startsWith(NAME + " is up"), printed());
        assertFalse(printed().contains("\tat "), printed());
        assertFalse(Files.exists(Path.of(System.getProperty("chorus.home"), "target", "gateway", NAME)));
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("printed.txt"));
    }

    private void await(BooleanSupplier condition) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, states + " " + printed());
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
