package dev.chorus.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.LinkState.Phase;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.Proxy;
import dev.chorus.mqtt.testing.RawClient;
import dev.chorus.mqtt.testing.ScriptedBroker;
import dev.chorus.mqtt.testing.ScriptedBroker.Packet;
import dev.chorus.mqtt.testing.StrictBroker;
import dev.chorus.mqtt.testing.WatchedLink;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Brokers that close the connection, are silent, or forward anything that other clients publish. */
class RudeBrokerTest {

    /** Threads of one connection: connecting, sending, receiving, callbacks. */
    private static final int THREADS_OF_A_CONNECTION = 4;

    @Test
    void start_whenTheBrokerHangsUpAtOnce_triesAgain_withoutLeavingThreads() {
        try (Proxy nowhere = Proxy.toNowhere();
                WatchedLink link = WatchedLink.started(
                        WatchedLink.settings(nowhere.port())
                                .backoff(Duration.ofMillis(2), Duration.ofMillis(20))
                                .build(),
                        ready -> {})) {
            // when
            Await.until("twelve attempts", () -> link.link().statistics().failedConnects() >= 12);

            // then
            assertTrue(clientThreads(link) <= 2 * THREADS_OF_A_CONNECTION, "threads: " + clientThreads(link));
            link.awaitPhase(Phase.WAITING);
            String problem = link.link().state().problem().orElseThrow();
            assertTrue(
                    problem.contains(" closed the connection without a response to CONNECT")
                            && problem.contains("password"),
                    problem);
        }
    }

    /** As a broker without MQTT 5 does when another client connects with the same client id. */
    @Test
    void connection_thatIsClosedRightAfterConnecting_againAndAgain_isReportedWithTheClientId() {
        try (ScriptedBroker broker = new ScriptedBroker(peer -> peer.acceptConnect());
                WatchedLink link = WatchedLink.started(
                        WatchedLink.settings(broker.port())
                                .backoff(Duration.ofMillis(2), Duration.ofSeconds(60))
                                .build(),
                        ready -> {})) {
            String wanted = "probably another client uses this client id, '"
                    + link.settings().clientId() + "'";

            Await.until(() -> wanted + ", it is " + link.link().state(), () -> link.link()
                    .state()
                    .problem()
                    .filter(problem -> problem.startsWith(wanted))
                    .isPresent());
        }
    }

    /**
     * The first connection to Artemis with a will is replaced by another one. Messages of its session that arrive on
     * the first one arrive again on the second.
     */
    @Test
    void delivery_onAConnectionThatIsGivenUpForAnother_isTakenFromTheSecondOnly() {
        Publication will = Publication.atLeastOnce("status", new byte[1]);
        try (ScriptedBroker broker = new ScriptedBroker(RudeBrokerTest::deliverOnEachConnection);
                WatchedLink link = WatchedLink.connected(
                        broker.port(),
                        settings -> settings.will(will)
                                .sessionExpiry(Duration.ofSeconds(60))
                                .resumeSession(),
                        "topic")) {
            link.awaitDeliveries(1);

            assertEquals(List.of("connection 2"), link.texts());
            assertEquals(2, broker.connections());
        }
    }

    private static void deliverOnEachConnection(ScriptedBroker.Peer peer) throws IOException {
        int[] asArtemis = {0x27, 0x0F, 0xFF, 0xFF, 0xFF, 0x22, 0xFF, 0xFF};
        peer.read();
        peer.accept(true, asArtemis);
        peer.write(0x32, ("\0\5topic\0\1\0connection " + peer.number()).getBytes(StandardCharsets.US_ASCII));
        while (true) {
            Packet packet = peer.read();
            if (packet.type() == ScriptedBroker.SUBSCRIBE) {
                peer.answer(packet, 0);
            }
        }
    }

    private static long clientThreads(WatchedLink link) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("MQTT") || name.contains("chorus-mqtt-client"))
                .count();
    }

    @Test
    void start_whenTheBrokerIsSilent_givesUpInTime_andTriesAgain() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                WatchedLink link = WatchedLink.started(
                        WatchedLink.settings(silent.getLocalPort())
                                .connectTimeout(Duration.ofMillis(500))
                                .build(),
                        ready -> {})) {
            Await.until("two attempts", () -> link.link().statistics().failedConnects() >= 2);

            String problem = link.link().state().problem().orElseThrow();
            assertTrue(problem.contains("500 ms"), problem);
        }
    }

    @Test
    void start_withoutABroker_namesTheBroker() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (WatchedLink link = WatchedLink.started(WatchedLink.settings(port).build(), ready -> {})) {
            link.awaitPhase(Phase.WAITING);

            String problem = link.link().state().problem().orElseThrow();
            assertTrue(problem.startsWith("cannot connect to mqtt://127.0.0.1:" + port + ": "), problem);
        }
    }

    /** Paho throws above the receive maximum, and reads 65535 as -1. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "65535, 32"})
    void publish_ofMoreThanTheReceiveMaximum_waitsForItsTurn(int receiveMaximum, int mostOpen) throws Exception {
        int count = 12 * mostOpen;
        try (StrictBroker broker = new StrictBroker(receiveMaximum);
                WatchedLink link = WatchedLink.connected(broker.port())) {
            // when
            List<CompletableFuture<Void>> outcomes = IntStream.range(0, count)
                    .mapToObj(number -> link.link()
                            .publish(new Publication(
                                    "topic", new byte[1], number % 3 == 0 ? 0 : 1, false, MessageProperties.EMPTY)))
                    .toList();
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                    .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            // then
            assertEquals(mostOpen, broker.mostOpen());
            assertEquals(count, broker.publications());
            assertEquals(1, broker.connections());
            assertEquals(0, broker.aliases());
        }
    }

    /** Each of these ends Paho's receiver. */
    @Test
    void delivery_ofWhatPahoCannotRead_doesNotHarmTheConnection() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                WatchedLink link = WatchedLink.connected(broker.port(), "rude/#");
                RawClient rude = new RawClient(broker.port(), "rude")) {
            // when
            rude.write(ScriptedBroker.publish("rude/1", userProperty("line\nbreak", "\u0007"), new byte[0]));
            rude.write(ScriptedBroker.publish("rude/2", correlationData(40_000), new byte[0]));
            rude.write(ScriptedBroker.publish("rude/\u0007", new byte[0], new byte[0]));
            rude.write(ScriptedBroker.publish("rude/4", new byte[0], new byte[0]));

            // then
            List<String> topics = link.awaitDeliveries(4).stream()
                    .map(delivery -> delivery.topic())
                    .toList();
            assertEquals(List.of("rude/1", "rude/2", "rude/?", "rude/4"), topics);
            assertEquals(1, link.link().statistics().connects());
            assertEquals(0, link.link().statistics().losses());
        }
    }

    private static byte[] userProperty(String name, String value) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] property = new byte[5 + nameBytes.length + valueBytes.length];
        property[0] = 0x26;
        property[2] = (byte) nameBytes.length;
        System.arraycopy(nameBytes, 0, property, 3, nameBytes.length);
        property[4 + nameBytes.length] = (byte) valueBytes.length;
        System.arraycopy(valueBytes, 0, property, 5 + nameBytes.length, valueBytes.length);
        return property;
    }

    private static byte[] correlationData(int length) {
        byte[] property = new byte[3 + length];
        property[0] = 0x09;
        property[1] = (byte) (length >> 8);
        property[2] = (byte) length;
        return property;
    }
}
