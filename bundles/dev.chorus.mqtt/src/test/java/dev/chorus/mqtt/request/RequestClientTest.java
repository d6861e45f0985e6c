package dev.chorus.mqtt.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.testing.ExampleMessages;
import dev.chorus.core.testing.Mutation;
import dev.chorus.core.testing.Mutations;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.service.StatusPublisher;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.WatchedLink;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests at a broker that loses everything on a restart, and does not report missing subscribers. */
class RequestClientTest {

    private static final byte[] ID = {1};
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    /** Expires without an answer; long enough for the request to be published on a busy machine. */
    private static final Duration MISSED_DEADLINE = Duration.ofSeconds(3);

    private final Topics topics = new Topics(Topics.DEFAULT_ROOT, "parts");
    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final WatchedLink requester = WatchedLink.connected(broker.port());
    private final RequestClient client = new RequestClient(requester.link(), topics);

    @AfterEach
    void close() {
        client.close();
        requester.close();
        broker.close();
    }

    @Test
    void ask_afterARestartAndBeforeTheFamilyIsBack_reachesItOnceItIs() throws Exception {
        // given
        try (WatchedLink family = WatchedLink.connected(broker.port())) {
            publishStatus(family, Kind.VARIANT);
            publishStatus(family, Kind.AGGREGATOR);
            Await.until("the family is known", client::isFamilyKnown);
        }
        broker.stop();
        broker.restart();
        Await.until("a new connection", () -> isNew(requester));

        // when
        client.ask(ID, new byte[] {42}, DEADLINE);

        // then
        try (WatchedLink family = WatchedLink.connected(broker.port(), topics.request())) {
            publishStatus(family, Kind.VARIANT);
            publishStatus(family, Kind.AGGREGATOR);
            Delivery request = family.awaitDeliveries(1).get(0);
            assertEquals(42, request.payload()[0]);
        }
    }

    /** The broker has acknowledged the request and lost it before the family has received it. */
    @Test
    void ask_whatTheBrokerTookWithIt_isSentAgainOnceTheFamilyIsBack() throws Exception {
        // given
        try (WatchedLink family = WatchedLink.connected(broker.port())) {
            publishStatus(family, Kind.VARIANT);
            publishStatus(family, Kind.AGGREGATOR);
            Await.until("the family is known", client::isFamilyKnown);
        }
        client.ask(ID, new byte[] {42}, DEADLINE);
        Await.until("acknowledged", () -> requester.link().statistics().delivered() == 1);

        // when
        broker.stop();
        broker.restart();
        Await.until("a new connection", () -> isNew(requester));

        // then
        try (WatchedLink family = WatchedLink.connected(broker.port(), topics.request())) {
            publishStatus(family, Kind.VARIANT);
            publishStatus(family, Kind.AGGREGATOR);
            Delivery request = family.awaitDeliveries(1).get(0);
            assertEquals(42, request.payload()[0]);
            assertArrayEquals(ID, request.properties().correlationData().orElseThrow());
            assertTrue(request.properties().isResent());
        }
    }

    @Test
    void ask_whatIsAnswered_isNotSentAgain() throws Exception {
        // given
        try (WatchedLink family = WatchedLink.connected(broker.port())) {
            publishStatus(family, Kind.VARIANT);
            publishStatus(family, Kind.AGGREGATOR);
            Await.until("the family is known", client::isFamilyKnown);
            CompletableFuture<Response> reply = client.ask(ID, new byte[] {42}, DEADLINE);
            family.link().publish(Publication.atLeastOnce(topics.result(), answer(ID)));
            reply.get(60, TimeUnit.SECONDS);
        }
        broker.stop();
        broker.restart();
        Await.until("a new connection", () -> isNew(requester));

        // when
        client.ask(new byte[] {2}, new byte[] {43}, DEADLINE);

        // then
        try (WatchedLink family = WatchedLink.connected(broker.port(), topics.request())) {
            publishStatus(family, Kind.VARIANT);
            publishStatus(family, Kind.AGGREGATOR);
            assertEquals(43, family.awaitDeliveries(1).get(0).payload()[0]);
        }
    }

    private byte[] answer(byte[] id) {
        return FusedResultJson.encode(new FusedResult(
                RequestId.ofBytes(id, false),
                topics.family(),
                null,
                FusedResult.Outcome.NO_VARIANT,
                "no answer",
                List.of(),
                false,
                List.of(),
                List.of(),
                Map.of(),
                FusedResult.CloseReason.DEADLINE,
                0,
                Duration.ofSeconds(1),
                "aggregator"));
    }

    @Test
    void ask_afterEveryKindOfMalformedMessage_isAnswered() throws Exception {
        // given
        List<byte[]> statuses = payloads(ExampleMessages.variant());
        List<byte[]> results = payloads(ExampleMessages.result());
        try (WatchedLink family = WatchedLink.connected(broker.port(), topics.request())) {
            for (byte[] status : statuses) {
                publish(family, topics.status(Kind.VARIANT, "gw1"), status);
            }
            for (byte[] result : results) {
                publish(family, topics.result(), result);
            }
            long malformed = malformed(statuses, StatusJson::decode) + malformed(results, FusedResultJson::decode);
            Await.until("all malformed messages", () -> client.malformed() == malformed);

            // when
            CompletableFuture<Response> reply = client.ask(ExampleMessages.ID.bytes(), new byte[] {42}, DEADLINE);
            family.awaitDeliveries(1);
            publish(family, topics.result(), ExampleMessages.result());

            // then
            assertEquals(ExampleMessages.RESULT, reply.get(60, TimeUnit.SECONDS).result());
            assertEquals(0, requester.link().statistics().handlerFailures());
        }
    }

    /** The last one is malformed in any case: when it is counted, all earlier ones have been handled. */
    private static List<byte[]> payloads(byte[] example) {
        return Stream.concat(Mutations.of(example).stream().map(Mutation::payload), Stream.of(new byte[] {'{'}))
                .toList();
    }

    private static void publish(WatchedLink link, String topic, byte[] payload) throws Exception {
        link.link().publish(Publication.atLeastOnce(topic, payload)).get(60, TimeUnit.SECONDS);
    }

    private interface Decoding {
        Object decode(byte[] payload) throws MalformedPayloadException;
    }

    private static long malformed(List<byte[]> payloads, Decoding decoding) {
        return payloads.stream()
                .filter(payload -> {
                    try {
                        decoding.decode(payload);
                        return false;
                    } catch (MalformedPayloadException e) {
                        return true;
                    }
                })
                .count();
    }

    @Test
    void ask_aFamilyThatShowsNoStatus_isNotHeldBack() {
        try (WatchedLink family = WatchedLink.connected(broker.port(), topics.request())) {
            broker.stop();
            broker.restart();
            Await.until("new connections", () -> isNew(family) && isNew(requester));

            client.ask(ID, new byte[] {42}, Duration.ofSeconds(5));

            assertEquals(42, family.awaitDeliveries(1).get(0).payload()[0]);
        }
    }

    private static boolean isNew(WatchedLink link) {
        return link.link().statistics().connects() == 2 && link.link().state().connected();
    }

    @Test
    void haveHeardOfAggregator_onceOneIsInService_isTrue() {
        try (WatchedLink family = WatchedLink.connected(broker.port())) {
            publishStatus(family, Kind.AGGREGATOR);

            Await.until("an aggregator", client::haveHeardOfAggregator);
        }
    }

    @Test
    void ask_whatTheAggregatorTookWithIt_isSentAgainOnceOneIsBack() throws Exception {
        try (WatchedLink family = WatchedLink.connected(broker.port(), topics.request())) {
            // given
            publishStatus(family, Kind.AGGREGATOR);
            Await.until("an aggregator", client::haveHeardOfAggregator);
            client.ask(ID, new byte[] {42}, DEADLINE);
            family.awaitDeliveries(1);

            // when
            publishStatus(family, Kind.AGGREGATOR, State.OFFLINE);
            publishStatus(family, Kind.AGGREGATOR);

            // then
            Delivery again = family.awaitDeliveries(2).get(1);
            assertArrayEquals(ID, again.properties().correlationData().orElseThrow());
            assertTrue(again.properties().isResent());
        }
    }

    @Test
    void ask_withoutAnAggregatorUntilTheDeadline_failsForThatReason() throws Exception {
        try (WatchedLink family = WatchedLink.connected(broker.port(), topics.request())) {
            publishStatus(family, Kind.AGGREGATOR);
            Await.until("an aggregator", client::haveHeardOfAggregator);
            publishStatus(family, Kind.AGGREGATOR, State.STOPPED);
            Await.until("gone", () -> requester.link().statistics().received() >= 2);

            CompletableFuture<Response> reply = client.ask(ID, new byte[] {42}, MISSED_DEADLINE);

            ExecutionException failure = assertThrows(ExecutionException.class, () -> reply.get(60, TimeUnit.SECONDS));
            assertInstanceOf(NoAggregatorException.class, failure.getCause());
            assertEquals(
                    "no answer within 3000 ms: no aggregator is in service: id is stopped",
                    failure.getCause().getMessage());
        }
    }

    @Test
    void ask_thatIsNotAnsweredThoughAnAggregatorIsThere_failsWithoutAReason() throws Exception {
        try (WatchedLink family = WatchedLink.connected(broker.port(), topics.request())) {
            publishStatus(family, Kind.AGGREGATOR);
            Await.until("an aggregator", client::haveHeardOfAggregator);

            CompletableFuture<Response> reply = client.ask(ID, new byte[] {42}, MISSED_DEADLINE);

            ExecutionException failure = assertThrows(ExecutionException.class, () -> reply.get(60, TimeUnit.SECONDS));
            assertEquals(TimeoutException.class, failure.getCause().getClass());
        }
    }

    private void publishStatus(WatchedLink family, Kind kind) {
        publishStatus(family, kind, State.ONLINE);
    }

    private void publishStatus(WatchedLink family, Kind kind, State state) {
        Serving serving = kind == Kind.VARIANT ? Serving.nothing("v") : null;
        family.link()
                .publish(StatusPublisher.publication(
                        topics,
                        new Status(
                                kind, "id", state, null, topics.family(), null, null, Map.of(), serving, List.of())));
    }
}
