package dev.chorus.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkState.Phase;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.ScriptedBroker;
import dev.chorus.mqtt.testing.ScriptedBroker.Packet;
import dev.chorus.mqtt.testing.ScriptedBroker.Peer;
import dev.chorus.mqtt.testing.WatchedLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A broker's reason codes, defined by MQTT 5 or not: each in PUBACK, SUBACK and UNSUBACK, valid there or not, is the
 * response to one packet and leaves the connection as it is. In CONNACK and DISCONNECT it is reported as the reason.
 * All tests share one link, whose broker takes the code from the end of the topic.
 */
class ReasonCodeTest {

    private static final int END_OF_CONNECTION = 0xE0;

    private static ScriptedBroker broker;
    private static WatchedLink link;

    @BeforeAll
    static void connect() {
        broker = new ScriptedBroker(ReasonCodeTest::serve);
        link = WatchedLink.connected(broker.port());
    }

    @AfterAll
    static void close() {
        link.close();
        broker.close();
    }

    private static void serve(Peer peer) throws IOException {
        peer.acceptConnect();
        while (true) {
            Packet packet = peer.read();
            switch (packet.type()) {
                case ScriptedBroker.PUBLISH, ScriptedBroker.SUBSCRIBE, ScriptedBroker.UNSUBSCRIBE -> peer.answer(
                        packet, code(packet.topic()));
                default -> peer.answer(packet);
            }
        }
    }

    private static int code(String topic) {
        return HexFormat.fromHexDigits(topic.substring(topic.lastIndexOf('/') + 1));
    }

    private static IntStream failures() {
        return IntStream.rangeClosed(0x80, 0xFF);
    }

    private static IntStream successes() {
        return IntStream.range(0x00, 0x80);
    }

    /** All failures that MQTT 5 defines, and the next codes. */
    private static IntStream knownFailures() {
        return IntStream.rangeClosed(0x80, 0xA4);
    }

    private static String topic(String kind, int code) {
        return kind + "/" + HexFormat.of().toHexDigits((byte) code);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void publish_refusedWithAnyReason_failsAtOnceWithIt_andTheConnectionStays(int code) {
        PublishException refusal = refusal(link, topic("publish", code));

        assertEquals(PublishException.Reason.REFUSED, refusal.reason());
        assertTrue(refusal.getMessage().endsWith("(0x%02x)".formatted(code)), refusal.getMessage());
        assertStands();
    }

    @ParameterizedTest
    @MethodSource("successes")
    void publish_answeredWithAnyOtherReason_succeeds_andTheConnectionStays(int code) throws Exception {
        publish(link, topic("publish", code)).get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertStands();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void subscribe_refusedWithAnyReason_isNamedAsTheProblem_andTheConnectionStays(int code) {
        String filter = topic("subscribe", code);

        link.link().subscribe(filter, 1, delivery -> {});

        String problem = "the broker rejects the subscription to " + filter + ": ";
        Await.until(() -> problem + ", it is " + link.link().state(), () -> link.link().state().problem().stream()
                .anyMatch(named -> named.contains(problem) && named.contains("(0x%02x)".formatted(code))));
        link.link().unsubscribe(filter);
        assertStands();
    }

    @ParameterizedTest
    @MethodSource("successes")
    void subscribe_answeredWithAnyOtherReason_succeeds_andTheConnectionStays(int code) {
        long refused = link.link().statistics().refused();

        link.link().subscribe(topic("subscribe", code), 1, delivery -> {});

        assertStands();
        assertEquals(refused, link.link().statistics().refused());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void unsubscribe_refusedWithAnyReason_isCounted_andTheConnectionStays(int code) {
        long refused = link.link().statistics().refused();
        String filter = topic("+/unsubscribe", code);
        link.link().subscribe(filter, 1, delivery -> {});
        Await.until("the refusal of the filter", () -> link.link().statistics().refused() == refused + 1);

        link.link().unsubscribe(filter);

        Await.until("counted", () -> link.link().statistics().refused() == refused + 2);
        assertStands();
    }

    /** What was sent before is answered before. */
    private static void assertStands() {
        CompletableFuture<Void> next = publish(link, topic("next", 0));
        Await.until("an answer", next::isDone);
        assertEquals(Phase.CONNECTED, link.link().state().phase());
        assertEquals(1, broker.connections());
        assertEquals(0, link.link().statistics().losses());
    }

    @Test
    void publish_refusedWithAReasonString_namesIt() {
        byte[] reason = reasonString("only 100 bytes,\u0007 please");
        try (ScriptedBroker own = new ScriptedBroker(peer -> {
                    peer.acceptConnect();
                    peer.write(0x40, concat(id(peer.read()), new byte[] {(byte) 0x95}, reason));
                    peer.answerAll();
                });
                WatchedLink other = WatchedLink.connected(own.port())) {
            PublishException refusal = refusal(other, "topic");

            assertTrue(
                    refusal.getMessage().endsWith("packet too large (0x95), only 100 bytes,? please"),
                    refusal.getMessage());
        }
    }

    /** Ends Paho's receiver in the properties of a response. */
    @ParameterizedTest
    @ValueSource(strings = {"1f000107", "26000161000107", "7f", "1f0001611f000162", "1fffff"})
    void answers_withPropertiesThatPahoCannotRead_areRead(String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] properties = concat(new byte[] {(byte) bytes.length}, bytes);
        try (ScriptedBroker own = new ScriptedBroker(peer -> {
                    peer.acceptConnect();
                    peer.write(0x90, concat(id(peer.read()), properties, new byte[] {1}));
                    peer.write(0x40, concat(id(peer.read()), new byte[] {0x11}, properties));
                    peer.answerAll();
                });
                WatchedLink other = WatchedLink.connected(own.port(), "topic")) {
            publish(other, "topic").get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertEquals(1, own.connections());
        }
    }

    @ParameterizedTest
    @MethodSource("knownFailures")
    void connect_refusedWithAnyReason_namesIt(int code) {
        try (ScriptedBroker own = new ScriptedBroker(peer -> {
                    peer.read();
                    peer.write(0x20, concat(new byte[] {0, (byte) code}, reasonString("why not")));
                });
                WatchedLink other =
                        WatchedLink.started(WatchedLink.settings(own.port()).build(), ready -> {})) {
            Await.until("a failed attempt", () -> other.link().state().problem().isPresent());

            String problem = other.link().state().problem().orElseThrow();
            assertTrue(problem.contains(" rejects ") && problem.endsWith("(0x%02x), why not".formatted(code)), problem);
        }
    }

    @ParameterizedTest
    @MethodSource("knownFailures")
    void connection_endedWithAnyReason_namesItToTheListener(int code) {
        CompletableFuture<String> lost = new CompletableFuture<>();
        try (ScriptedBroker own = new ScriptedBroker(peer -> {
                    peer.acceptConnect();
                    peer.write(END_OF_CONNECTION, concat(new byte[] {(byte) code}, reasonString("enough")));
                });
                WatchedLink other =
                        WatchedLink.started(WatchedLink.settings(own.port()).build(), new Losses(lost))) {
            String problem =
                    lost.orTimeout(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();

            assertTrue(
                    problem.startsWith(other.settings().broker() + " closed the connection: ")
                            && problem.endsWith("(0x%02x), enough".formatted(code)),
                    problem);
        }
    }

    private record Losses(CompletableFuture<String> first) implements LinkListener {

        @Override
        public void connected(MqttLink link) {}

        @Override
        public void lost(String problem) {
            first.complete(problem);
        }
    }

    private static CompletableFuture<Void> publish(WatchedLink link, String topic) {
        return link.link().publish(Publication.atLeastOnce(topic, new byte[1]));
    }

    private static PublishException refusal(WatchedLink link, String topic) {
        CompletableFuture<Void> outcome = publish(link, topic);
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> outcome.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return (PublishException) failure.getCause();
    }

    private static byte[] id(Packet packet) {
        return new byte[] {(byte) (packet.id() >> 8), (byte) packet.id()};
    }

    /** Properties with a Reason String, and their length. */
    private static byte[] reasonString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return concat(new byte[] {(byte) (3 + bytes.length), 0x1F, 0, (byte) bytes.length}, bytes);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
