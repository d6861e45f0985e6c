package dev.chorus.mqtt.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.broker.Broker;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Behavior of a link whatever the limits of the peers or of the broker. */
public abstract class LimitsContract extends BrokerContract {

    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int TOPIC_ALIAS_MAXIMUM = 0x22;
    private static final int MAXIMUM_PACKET_SIZE = 0x27;
    private static final int TOPIC_ALIAS = 0x23;
    private static final int RESPONSE_TOPIC = 0x08;
    private static final int TINY = 100;

    /**
     * A broker that announces a receive maximum of 1, the given maximum packet size in bytes and a keep-alive of at most
     * ten seconds.
     */
    protected abstract Broker startLimitedBroker(int maximumPacketBytes);

    /** The requester takes one unacknowledged answer, tiny packets and few topic aliases, and acknowledges nothing. */
    @ContractTest
    void answers_toARequesterWithTightLimits_neitherStopTheLinkNorTheOtherRequesters() throws Exception {
        int count = 50;
        String reply = topic() + "/reply";
        try (WatchedLink variant = WatchedLink.connected(port(), topic() + "/request");
                WatchedLink other = WatchedLink.connected(port(), topic() + "/other");
                RawClient requester = new RawClient(
                        port(),
                        "tight",
                        RECEIVE_MAXIMUM,
                        0,
                        1,
                        MAXIMUM_PACKET_SIZE,
                        0,
                        0,
                        0,
                        TINY,
                        TOPIC_ALIAS_MAXIMUM,
                        0,
                        1)) {
            // given
            requester.subscribe(reply);
            requester.write(ScriptedBroker.publish(topic() + "/request", aliasAndResponse(reply), bytes("first")));
            for (int number = 0; number < count; number++) {
                requester.write(ScriptedBroker.publish("", aliasAndResponse(reply), bytes("again")));
            }

            // when
            List<CompletableFuture<Void>> answers = new ArrayList<>();
            for (Delivery request : List.copyOf(variant.awaitDeliveries(count + 1))) {
                String to = request.properties().responseTopic().orElseThrow();
                answers.add(variant.link().publish(Publication.atLeastOnce(to, bytes("small"))));
                answers.add(variant.link().publish(Publication.atLeastOnce(to, new byte[10 * TINY])));
                answers.add(variant.link().publish(Publication.atLeastOnce(topic() + "/other", bytes("other"))));
            }

            // then
            answers.forEach(LimitsContract::join);
            other.awaitDeliveries(count + 1);
            assertEquals(1, variant.link().statistics().connects());
            assertEquals(0, variant.link().statistics().refused());
        }
    }

    private static byte[] aliasAndResponse(String reply) {
        ByteArrayOutputStream properties = new ByteArrayOutputStream();
        properties.writeBytes(new byte[] {TOPIC_ALIAS, 0, 1, RESPONSE_TOPIC, 0, (byte) reply.length()});
        properties.writeBytes(bytes(reply));
        return properties.toByteArray();
    }

    @ContractTest
    void peers_thatHangUpInTheMiddleOfAPacket_doNotHarmTheLink() throws Exception {
        byte[] packet = ScriptedBroker.publish(topic(), new byte[] {0x03, 0, 1, 'x'}, bytes("cut"));
        try (WatchedLink link = WatchedLink.connected(port(), topic());
                WatchedLink other = WatchedLink.connected(port())) {
            // given
            warmUp(other, link);

            // when
            for (int length = 1; length < packet.length; length++) {
                try (RawClient peer = new RawClient(port(), "cut-" + length)) {
                    peer.write(Arrays.copyOf(packet, length));
                }
            }
            join(other.link().publish(atLeastOnce("whole")));

            // then
            Await.until("the whole one", () -> link.texts().contains("whole"));
            assertFalse(link.texts().stream()
                    .anyMatch(text -> !List.of("warm", "whole").contains(text)));
            assertEquals(1, link.link().statistics().connects());
        }
    }

    @ContractTest
    void publish_toABrokerThatGrantsLittle_keepsToIt() throws Exception {
        int count = 100;
        try (Broker limited = startLimitedBroker(200);
                WatchedLink hearer = WatchedLink.connected(limited.port(), topic());
                WatchedLink link = WatchedLink.connected(
                        limited.port(), settings -> settings.keepAlive(Duration.ofMinutes(10)), topic() + "/own")) {
            // when
            List<CompletableFuture<Void>> outcomes = IntStream.range(0, count)
                    .mapToObj(number -> link.link()
                            .publish(atLeastOnce("" + number)
                                    .with(MessageProperties.EMPTY.withUserProperty("name", "value"))))
                    .toList();
            outcomes.forEach(LimitsContract::join);
            CompletableFuture<Void> large = link.link().publish(Publication.atLeastOnce(topic(), new byte[200]));

            // then
            ExecutionException refusal = assertThrows(
                    ExecutionException.class, () -> large.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertTrue(
                    refusal.getMessage().contains("packet must have at most 200 bytes for this broker"),
                    refusal.getMessage());
            assertEquals(200, link.link().statistics().maximumPacketBytes());
            hearer.awaitDeliveries(count - 1);
            assertEquals(1, link.link().statistics().connects());
        }
    }

    /** The broker drops a client that is silent for one and a half times its keep-alive. */
    @ContractTest
    void link_toABrokerWithAShorterKeepAlive_staysConnected() {
        int bytesOfAPing = 2;
        try (Broker limited = startLimitedBroker(200);
                Proxy network = Proxy.to(limited.port());
                WatchedLink link =
                        WatchedLink.connected(network.port(), settings -> settings.keepAlive(Duration.ofMinutes(10)))) {
            long before = network.bytesUp();

            Await.until("a ping", () -> network.bytesUp() >= before + bytesOfAPing);

            assertEquals(0, link.link().statistics().losses());
        }
    }
}
