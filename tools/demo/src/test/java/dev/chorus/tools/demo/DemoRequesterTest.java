package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoRequesterTest {

    private static final Topics TOPICS = new Topics("test", "parts");
    private static final List<GatewayPlan> GATEWAYS = List.of(Examples.SMALL, Examples.AGGREGATOR);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(120);

    private final DemoStatistics statistics = new DemoStatistics(Examples.LABELS, GATEWAYS);
    private EmbeddedBroker broker;
    private MqttLink instances;
    private DemoRequester requester;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start();
        instances = MqttLink.create(settings("instances"), any -> {});
        instances.start();
    }

    /** Waits for retained statuses: the broker may lose one that arrives during a subscription. */
    private void listen() {
        requester = new DemoRequester(settings("audience"), TOPICS, statistics);
    }

    @AfterEach
    void stop() {
        requester.close();
        instances.close();
        broker.close();
    }

    @Test
    void awaitOnline_aggregatorKnowsTheVariant_returns() throws Exception {
        // given
        publish(Examples.status(Examples.SMALL, State.ONLINE));
        publish(aggregatorWith(new Member(Examples.SMALL.instance(), "p24", State.ONLINE, true)));
        listen();
        // when
        requester.awaitOnline(GATEWAYS, LONG);
        // then
        assertEquals("online", statistics.snapshot().gateways().get(0).state());
    }

    @Test
    void awaitOnline_aggregatorDoesNotKnowTheVariant_namesIt() {
        // given
        publish(Examples.status(Examples.SMALL, State.ONLINE));
        publish(aggregatorWith());
        listen();
        // when
        IOException failure = assertThrows(IOException.class, () -> requester.awaitOnline(GATEWAYS, SHORT));
        // then
        assertTrue(failure.getMessage().contains("gateway-1"), failure.getMessage());
    }

    @Test
    void awaitOnline_afterForgetting_waitsForNews() throws Exception {
        // given
        publish(Examples.status(Examples.SMALL, State.ONLINE));
        publish(aggregatorWith(new Member(Examples.SMALL.instance(), "p24", State.ONLINE, true)));
        listen();
        requester.awaitOnline(GATEWAYS, LONG);
        // when
        requester.clearStatuses(List.of(Examples.SMALL));
        // then
        assertThrows(IOException.class, () -> requester.awaitOnline(List.of(Examples.SMALL), SHORT));
    }

    @Test
    void close_afterStatuses_removesRetainedMessages() throws Exception {
        // given
        publish(Examples.status(Examples.SMALL, State.ONLINE));
        publish(aggregatorWith(new Member(Examples.SMALL.instance(), "p24", State.ONLINE, true)));
        listen();
        requester.awaitOnline(GATEWAYS, LONG);
        requester.clearStatuses(GATEWAYS);
        // when
        requester.close();
        // then
        assertEquals(List.of(), retained());
    }

    private List<String> retained() throws InterruptedException {
        Queue<String> topics = new ConcurrentLinkedQueue<>();
        CountDownLatch subscribed = new CountDownLatch(1);
        try (MqttLink late = MqttLink.create(settings("late"), any -> {})) {
            late.subscribe("test/parts/#", 1, delivery -> topics.add(delivery.topic()));
            late.subscribe("marker", 1, delivery -> subscribed.countDown());
            late.start();
            late.publish(Publication.atLeastOnce("marker", new byte[0]));
            assertTrue(subscribed.await(120, TimeUnit.SECONDS));
        }
        return List.copyOf(topics);
    }

    private static Status aggregatorWith(Member... members) {
        return new Status(
                Status.Kind.AGGREGATOR,
                Examples.AGGREGATOR.instance(),
                State.ONLINE,
                null,
                "parts",
                null,
                null,
                Map.of(),
                null,
                List.of(members));
    }

    private void publish(Status status) {
        instances
                .publish(Publication.retained(TOPICS.status(status.kind(), status.id()), StatusJson.encode(status)))
                .join();
    }

    private LinkSettings settings(String clientId) {
        return LinkSettings.builder(broker.url(), clientId).build();
    }
}
