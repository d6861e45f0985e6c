package dev.chorus.mqtt.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class StatusPublisherTest {

    private static final Topics TOPICS = new Topics("chorus", "parts");
    private static final Duration NEVER = Duration.ofDays(1);

    private final AtomicReference<State> state = new AtomicReference<>(State.ONLINE);
    private final BlockingQueue<Delivery> received = new LinkedBlockingQueue<>();
    private final AtomicReference<StatusPublisher> publisher = new AtomicReference<>();
    private EmbeddedBroker broker;
    private MqttLink link;
    private MqttLink operator;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start();
        link = MqttLink.create(settings("gw1"), connected -> publisher.get().connected());
        publisher.set(new StatusPublisher(link, TOPICS, this::status, failure -> {}));
        operator = MqttLink.create(settings("operator"), connected -> {});
        operator.subscribe(TOPICS.statusFilter(Kind.VARIANT), 1, received::add);
    }

    @AfterEach
    void stop() {
        publisher.get().close();
        link.close();
        operator.close();
        broker.close();
    }

    @Test
    void connected_link_keepsTheStatusAtTheBroker() throws Exception {
        listenAndStart();

        assertEquals(State.ONLINE, nextState());
        assertRetained(State.ONLINE);
    }

    @Test
    void status_ofALinkWhoseClientIdAnotherClientUses_isDegradedWithTheReason() throws Exception {
        operator.start();
        link.start();
        try (MqttLink other = MqttLink.create(settings("gw1"), connected -> {})) {
            other.start();

            while (!nextStatus()
                    .contains("\"state\":\"degraded\",\"problem\":\"another client uses this client id, 'gw1'")) {
                // Connected before the other client was detected.
            }
        }
        while (nextState() != State.ONLINE) {
            // Until the link has stood for a while.
        }
    }

    private String nextStatus() throws InterruptedException {
        Delivery delivery = received.poll(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(delivery, "no status");
        return new String(delivery.payload(), StandardCharsets.UTF_8);
    }

    /** Published later: the problem at connect time may be resolved by then. */
    @Test
    void will_ofAnInstanceWithAProblem_saysThatItIsOffline() throws Exception {
        Status now = status().withProblem("the model is being loaded");

        Publication will = StatusPublisher.will(TOPICS, now);

        Status status = StatusJson.decode(will.payload());
        assertEquals(State.OFFLINE, status.state());
        assertNull(status.problem());
        assertEquals("p32", status.variant().variant());
        assertTrue(will.retained());
    }

    @Test
    void changed_manyTimesAtOnce_publishesTheLatestOnce() throws Exception {
        listenAndStart();
        assertEquals(State.ONLINE, nextState());

        state.set(State.DEGRADED);
        for (int change = 0; change < 100; change++) {
            publisher.get().changed();
        }

        assertEquals(State.DEGRADED, nextState());
        state.set(State.NO_MODEL);
        publisher.get().changed();
        assertEquals(State.NO_MODEL, nextState());
    }

    @Test
    void close_changesAfterwards_publishNothingAndThrowNothing() throws Exception {
        listenAndStart();
        assertEquals(State.ONLINE, nextState());

        publisher.get().close();
        state.set(State.DEGRADED);
        publisher.get().changed();

        link.publish(StatusPublisher.publication(TOPICS, status().withState(State.STOPPED)))
                .get(60, TimeUnit.SECONDS);
        assertEquals(State.STOPPED, nextState());
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, OutOfMemoryError.class})
    void heartbeat_statusThatFailsOnce_goesOn(Class<? extends Throwable> kind) throws Exception {
        // given
        Throwable failure = kind.getDeclaredConstructor().newInstance();
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        AtomicInteger calls = new AtomicInteger();
        Supplier<Status> failsFirst = () -> {
            if (calls.getAndIncrement() == 0) {
                StatusPublisherTest.<RuntimeException>sneakyThrow(failure);
            }
            return status();
        };

        // when
        replacePublisher(failsFirst, failures::add, Duration.ofMillis(20));
        listenAndStart();

        // then
        assertEquals(State.ONLINE, nextState());
        assertEquals(List.of(failure), List.copyOf(failures));
    }

    @Test
    void connected_statusThatFails_isNoFailureOfTheLink() throws Exception {
        // given
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        replacePublisher(StatusPublisherTest::failingStatus, failures::add, NEVER);

        // when
        listenAndStart();

        // then
        assertNotNull(failures.poll(60, TimeUnit.SECONDS));
        assertEquals(0, link.statistics().handlerFailures());
    }

    @Test
    void changed_becauseTheStatusFailed_publishesNothing() throws Exception {
        // given
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        TaskFailureListener reportsInStatus = failure -> {
            publisher.get().changed();
            failures.add(failure);
        };
        SerialExecutor executor = replacePublisher(StatusPublisherTest::failingStatus, reportsInStatus, NEVER);

        // when
        listenAndStart();
        assertNotNull(failures.poll(60, TimeUnit.SECONDS));
        CountDownLatch later = new CountDownLatch(1);
        executor.execute(later::countDown);
        later.await();

        // then
        assertEquals(0, failures.size());
    }

    private SerialExecutor replacePublisher(Supplier<Status> status, TaskFailureListener failures, Duration interval) {
        publisher.get().close();
        SerialExecutor executor = new SerialExecutor("chorus-status-test", failures);
        publisher.set(new StatusPublisher(link, TOPICS, status, executor, interval, Duration.ZERO));
        return executor;
    }

    private static Status failingStatus() {
        throw new IllegalStateException("a status that fails on purpose");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }

    /** The operator subscribes first, so that it receives every status once and live. */
    private void listenAndStart() {
        operator.start();
        Await.until("the operator connected", () -> operator.state().connected());
        link.start();
    }

    private void assertRetained(State expected) throws Exception {
        BlockingQueue<Delivery> kept = new LinkedBlockingQueue<>();
        try (MqttLink late = MqttLink.create(settings("late"), connected -> {})) {
            late.subscribe(TOPICS.statusFilter(Kind.VARIANT), 1, kept::add);
            late.start();
            Delivery delivery = kept.poll(60, TimeUnit.SECONDS);
            assertNotNull(delivery, "nothing retained");
            assertTrue(delivery.retained());
            assertEquals(expected, StatusJson.decode(delivery.payload()).state());
        }
    }

    private State nextState() throws Exception {
        Delivery delivery = received.poll(60, TimeUnit.SECONDS);
        assertNotNull(delivery, "no status received");
        return StatusJson.decode(delivery.payload()).state();
    }

    private Status status() {
        return new Status(
                Kind.VARIANT,
                "gw1",
                state.get(),
                null,
                "parts",
                null,
                "0.1.0",
                Map.of(),
                Serving.nothing("p32"),
                List.of());
    }

    private LinkSettings settings(String clientId) {
        return LinkSettings.builder(broker.url(), clientId)
                .backoff(Duration.ofMillis(50), Duration.ofSeconds(1))
                .build();
    }
}
