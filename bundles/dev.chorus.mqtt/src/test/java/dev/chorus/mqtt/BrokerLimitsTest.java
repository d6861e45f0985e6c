package dev.chorus.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.ScriptedBroker;
import dev.chorus.mqtt.testing.ScriptedBroker.Packet;
import dev.chorus.mqtt.testing.WatchedLink;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A broker that grants less in CONNACK than a link requests, or more. A client that exceeds the grants loses its
 * connection.
 */
class BrokerLimitsTest {

    private static final int CLEAN_START = 0b10;

    private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();

    /** Grants the properties of CONNACK, and answers everything with success. */
    private ScriptedBroker broker(int... properties) {
        return new ScriptedBroker(peer -> {
            packets.add(peer.read());
            peer.accept(properties);
            while (true) {
                Packet packet = peer.read();
                packets.add(packet);
                peer.answer(packet, 0);
            }
        });
    }

    private Packet await(int type) throws InterruptedException {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (true) {
            Packet packet = packets.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertTrue(packet != null, "no packet of type " + type);
            if (packet.type() == type) {
                return packet;
            }
        }
    }

    @Test
    void publish_aboveTheMaximumQos_isRefused() throws Exception {
        try (ScriptedBroker broker = broker(0x24, 0);
                WatchedLink link = WatchedLink.connected(broker.port())) {
            assertRefused(
                    link.link().publish(Publication.atLeastOnce("topic", new byte[1])),
                    "QoS must be at most 0 for this broker, was 1");
            get(link.link().publish(Publication.atMostOnce("topic", new byte[1])));
            assertEquals(0, await(ScriptedBroker.PUBLISH).qos());
        }
    }

    @Test
    void publish_retainedWhereTheBrokerDoesNotRetain_isRefused() throws Exception {
        try (ScriptedBroker broker = broker(0x25, 0);
                WatchedLink link = WatchedLink.connected(broker.port())) {
            assertRefused(
                    link.link().publish(Publication.retained("topic", new byte[1])),
                    "the broker does not support retained messages");
            get(link.link().publish(Publication.atLeastOnce("topic", new byte[1])));
        }
    }

    /** The estimate that bounds buffers is up to 64 bytes too large. */
    @Test
    void publish_ofExactlyTheMaximumPacketSize_isSent_andNotAByteMore() throws Exception {
        // 2 of header, 2 + 5 of topic, 2 of identifier, 1 of properties
        int payload = 40 - 12;
        try (ScriptedBroker broker = broker(0x27, 0, 0, 0, 40);
                WatchedLink link = WatchedLink.connected(broker.port())) {
            get(link.link().publish(Publication.atLeastOnce("topic", new byte[payload])));
            assertRefused(
                    link.link().publish(Publication.atLeastOnce("topic", new byte[payload + 1])),
                    "packet must have at most 40 bytes for this broker, has 41");
            assertEquals(38, await(ScriptedBroker.PUBLISH).body().length);
        }
    }

    @Test
    void subscribe_beyondTheMaximumPacketSize_isSentInParts_andWhatDoesNotFitIsNamed() throws Exception {
        String tooLong = "a".repeat(30);
        try (ScriptedBroker broker = broker(0x27, 0, 0, 0, 30);
                WatchedLink link = WatchedLink.connected(broker.port(), "first/filter", "second/filter", tooLong)) {
            assertEquals("first/filter", await(ScriptedBroker.SUBSCRIBE).topic());
            assertEquals("second/filter", await(ScriptedBroker.SUBSCRIBE).topic());
            assertEquals(
                    tooLong + " is not delivered: packet must have at most 30 bytes for this broker, has 38",
                    link.link().state().problem().orElseThrow());
            assertEquals(1, link.link().statistics().refused());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x28, any/+,           the broker does not support wildcards",
        "0x2A, $share/us/topic, the broker does not support shared subscriptions"
    })
    void subscribe_toAKindThatTheBrokerDoesNotTake_isNamed_andTheOthersAreMade(
            String property, String filter, String problem) throws Exception {
        try (ScriptedBroker broker = broker(Integer.decode(property), 0);
                WatchedLink link = WatchedLink.connected(broker.port(), filter, "plain")) {
            assertEquals("plain", await(ScriptedBroker.SUBSCRIBE).topic());
            assertEquals(
                    filter + " is not delivered: " + problem,
                    link.link().state().problem().orElseThrow());
            link.link().unsubscribe(filter);
            Await.until("no problem", () -> link.link().state().problem().isEmpty());
        }
    }

    /** Paho had scheduled the first ping by its own keep-alive, and the broker disconnected the client before. */
    @Test
    @SuppressWarnings("try") // The broker sees what the link does.
    void keepAlive_shorterAtTheBroker_isKept() throws Exception {
        try (ScriptedBroker broker = broker(0x13, 0, 1);
                WatchedLink link = connected(broker, settings -> settings.keepAlive(Duration.ofHours(1)))) {
            await(ScriptedBroker.PINGREQ);
            await(ScriptedBroker.PINGREQ);
        }
    }

    /** With the broker's, a silent network would go unnoticed for an hour or forever. */
    @ParameterizedTest
    @CsvSource({"0x0E, 0x10", "0, 0"})
    @SuppressWarnings("try") // The broker sees what the link does.
    void keepAlive_longerAtTheBroker_staysTheLinksOwn(String high, String low) throws Exception {
        try (ScriptedBroker broker = broker(0x13, Integer.decode(high), Integer.decode(low));
                WatchedLink link = connected(broker, settings -> settings.keepAlive(Duration.ofSeconds(1)))) {
            await(ScriptedBroker.PINGREQ);
            await(ScriptedBroker.PINGREQ);
        }
    }

    /** Longer than requested would deliver messages that are too old. */
    @ParameterizedTest
    @CsvSource({"0, true", "3, false", "10, false", "11, true"})
    void session_keptForAnotherTimeThanAsked_isGoneOnWithIfNotLonger(int seconds, boolean clean) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(peer -> {
                    packets.add(peer.read());
                    peer.accept(0x11, 0, 0, 0, seconds);
                    if (peer.number() > 1) {
                        peer.answerAll();
                    }
                });
                WatchedLink link = WatchedLink.started(
                        WatchedLink.settings(broker.port())
                                .sessionExpiry(Duration.ofSeconds(10))
                                .build(),
                        ready -> {})) {
            await(ScriptedBroker.CONNECT);
            Packet second = await(ScriptedBroker.CONNECT);

            assertEquals(clean, (second.body()[7] & CLEAN_START) != 0);
            Await.until("connected", () -> link.link().state().connected());
        }
    }

    /** A broker without a sign of MQTT 5 keeps sessions forever. */
    @ParameterizedTest
    @CsvSource({"true, 11", "false, 0"})
    void resume_ofASessionThatMayBeTooOld_startsCleanAndTakesNothingOfIt(boolean mqtt5, int seconds) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(peer -> {
                    packets.add(peer.read());
                    if (peer.number() > 1) {
                        peer.accept(0x11, 0, 0, 0, 10);
                    } else if (mqtt5) {
                        peer.accept(true, 0x11, 0, 0, 0, seconds);
                    } else {
                        peer.accept(true);
                    }
                    peer.write(ScriptedBroker.publish("topic", new byte[0], ("of " + peer.number()).getBytes()));
                    peer.answerAll();
                });
                WatchedLink link = WatchedLink.started(
                        WatchedLink.settings(broker.port())
                                .sessionExpiry(Duration.ofSeconds(10))
                                .resumeSession()
                                .build(),
                        ready -> {},
                        "topic")) {
            assertEquals(0, await(ScriptedBroker.CONNECT).body()[7] & CLEAN_START);
            assertTrue((await(ScriptedBroker.CONNECT).body()[7] & CLEAN_START) != 0);
            link.awaitDeliveries(1);

            assertEquals(List.of("of 2"), link.texts());
        }
    }

    @Test
    void connect_toABrokerThatTakesNothing_namesThat() {
        try (ScriptedBroker broker = broker(0x21, 0, 0);
                WatchedLink link =
                        WatchedLink.started(WatchedLink.settings(broker.port()).build(), ready -> {})) {
            Await.until("a failed attempt", () -> link.link().state().problem().isPresent());

            String problem = link.link().state().problem().orElseThrow();
            assertTrue(problem.contains("Receive Maximum of 0"), problem);
        }
    }

    /** A packet whose rest never arrives: no part of it is delivered, and the link does not wait for it. */
    @Test
    void delivery_ofAPacketInWhoseMiddleTheBrokerHangsUp_isNone() {
        byte[] packet = ScriptedBroker.publish("topic", new byte[] {0x03, 0, 1, 'x'}, "whole".getBytes());
        try (ScriptedBroker broker = new ScriptedBroker(peer -> {
                    peer.acceptConnect();
                    peer.answer(peer.read(), 0);
                    if (peer.number() < packet.length) {
                        peer.write(Arrays.copyOf(packet, peer.number()));
                    } else {
                        peer.write(packet);
                        peer.answerAll();
                    }
                });
                WatchedLink link = WatchedLink.started(
                        WatchedLink.settings(broker.port())
                                .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
                                .build(),
                        ready -> {},
                        "topic")) {
            link.awaitDeliveries(1);

            assertEquals(List.of("whole"), link.texts());
            assertEquals(packet.length, broker.connections());
        }
    }

    private static WatchedLink connected(ScriptedBroker broker, UnaryOperator<LinkSettingsBuilder> particular) {
        return WatchedLink.connected(broker.port(), particular);
    }

    private static void get(CompletableFuture<Void> outcome) throws Exception {
        outcome.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void assertRefused(CompletableFuture<Void> outcome, String problem) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> get(outcome));
        PublishException refusal = (PublishException) failure.getCause();
        assertEquals(PublishException.Reason.REFUSED, refusal.reason());
        assertTrue(refusal.getMessage().endsWith(problem), refusal.getMessage());
    }
}
