package dev.chorus.mqtt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.api.LinkState.Phase;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.api.PublishException.Reason;
import dev.chorus.mqtt.api.PublishGate;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.WatchedLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The link on a client that the test controls. */
class ReconnectingLinkTest {

    private static final int UNUSED_PORT = 1;

    private final FakeClient client = new FakeClient();
    private final AtomicInteger losses = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private ReconnectingLink link;

    @AfterEach
    void close() {
        link.close();
    }

    private void start(LinkSettingsBuilder settings) {
        LinkSettings built = settings.closeTimeout(Duration.ofMillis(300)).build();
        link = new ReconnectingLink(built, listener(), (ignored, thread) -> client);
        link.start();
    }

    private LinkListener listener() {
        return new LinkListener() {
            @Override
            public void connected(dev.chorus.mqtt.api.MqttLink connected) {}

            @Override
            public void lost(String problem) {
                losses.incrementAndGet();
            }

            @Override
            public void failed(Throwable failure) {
                failures.add(failure);
            }
        };
    }

    private FakeConnection connect(int receiveMaximum, long maximumPacket) {
        FakeConnection connection = client.awaitConnection(1);
        connection.events.opened(BrokerLimits.NONE.with(receiveMaximum, maximumPacket), false, false);
        Await.until("connected", () -> link.state().phase() == Phase.CONNECTED);
        return connection;
    }

    @Test
    void start_clientThatCannotBeCreated_connectsAgain() {
        // given
        Error failure = new NoClassDefFoundError("client");
        client.nextFailure.set(failure);

        // when
        start(WatchedLink.settings(UNUSED_PORT));

        // then
        connect(10, 1000);
        assertEquals(List.of(failure), failures);
    }

    @Test
    void close_clientThatCannotBeCreated_ends() {
        client.nextFailure.set(new NoClassDefFoundError("client"));
        start(WatchedLink.settings(UNUSED_PORT).backoff(Duration.ofHours(1), Duration.ofHours(1)));
        Await.until("failed", () -> link.state().phase() == Phase.WAITING);

        link.close();

        assertEquals(Phase.CLOSED, link.state().phase());
        assertEquals(1, failures.size());
    }

    @Test
    void publish_ofMoreThanTheBrokerTakes_isRefused_andTheConnectionStays() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection connection = connect(10, 1000);

        CompletableFuture<Void> large = link.publish(Publication.atLeastOnce("large", new byte[1000]));
        link.publish(Publication.atLeastOnce("small", new byte[10]));

        assertEquals(Reason.REFUSED, reason(large));
        Await.until("the small one", () -> connection.topics().equals(List.of("small")));
        assertEquals(Phase.CONNECTED, link.state().phase());
    }

    @Test
    void publish_beyondTheReceiveMaximum_waitsForAcknowledgements() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection connection = connect(2, 1000);

        for (String topic : List.of("1", "2", "3")) {
            link.publish(Publication.atLeastOnce(topic, new byte[0]));
        }

        Await.until("two sent", () -> connection.sent.size() == 2);
        connection.events.published(connection.sent.get(0), Optional.empty());
        Await.until("the third", () -> connection.topics().equals(List.of("1", "2", "3")));
    }

    @Test
    void publish_thatTheBrokerRefuses_failsWithItsReason() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection connection = connect(2, 1000);
        CompletableFuture<Void> outcome = link.publish(Publication.atLeastOnce("secret", new byte[0]));
        Await.until("sent", () -> connection.sent.size() == 1);

        connection.events.published(connection.sent.get(0), Optional.of("not authorized"));

        assertEquals(Reason.REFUSED, reason(outcome));
    }

    @Test
    void publish_withExpiryWhileThereIsNoConnection_failsWhenItPasses() {
        start(WatchedLink.settings(UNUSED_PORT));
        MessageProperties soon = MessageProperties.EMPTY.withExpiry(Duration.ofMillis(30));

        CompletableFuture<Void> outcome =
                link.publish(Publication.atLeastOnce("soon", new byte[0]).with(soon));

        assertEquals(Reason.EXPIRED, reason(outcome));
        Await.until("counted", () -> link.statistics().expired() == 1);
    }

    @Test
    void publish_onAConnectionThatFails_isSentOnTheNext() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection first = connect(10, 1000);
        first.broken = true;

        CompletableFuture<Void> outcome = link.publish(Publication.atLeastOnce("topic", new byte[0]));
        FakeConnection second = client.awaitConnection(2);
        second.events.opened(BrokerLimits.NONE.with(10, 1000), false, false);

        Await.until("sent again", () -> second.topics().equals(List.of("topic")));
        assertFalse(outcome.isDone());
        assertTrue(first.cut);
        Await.until("the loss told", () -> losses.get() == 1);
    }

    @Test
    void subscribe_thatTheBrokerRefuses_isNamedAsTheProblem() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection connection = connect(10, 1000);

        link.subscribe("forbidden/#", 1, delivery -> {});
        Await.until("asked", () -> connection.filters.contains("forbidden/#"));
        connection.events.subscribed(Map.of("forbidden/#", Optional.of("forbidden/# is forbidden")));

        Await.until("named", () -> link.state().problem().equals(Optional.of("forbidden/# is forbidden")));
        assertEquals(Phase.CONNECTED, link.state().phase());
        assertEquals(1, link.statistics().refused());
    }

    @Test
    void unsubscribe_ofWhatTheBrokerRefused_endsTheProblem() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection connection = connect(10, 1000);
        link.subscribe("a", 1, delivery -> {});
        link.subscribe("b", 1, delivery -> {});
        connection.events.subscribed(Map.of("a", Optional.of("no a")));
        connection.events.subscribed(Map.of("b", Optional.of("no b")));
        Await.until("both named", () -> link.state().problem().equals(Optional.of("no a; no b")));

        link.unsubscribe("a");

        Await.until("one named", () -> link.state().problem().equals(Optional.of("no b")));
    }

    @Test
    void connected_beforeTheSubscriptionsAreMade_isNotYet() {
        link = new ReconnectingLink(WatchedLink.settings(UNUSED_PORT).build(), listener(), (ignored, thread) -> client);
        link.subscribe("a", 1, delivery -> {});
        link.start();

        FakeConnection connection = client.awaitConnection(1);
        connection.events.opened(BrokerLimits.NONE.with(10, 1000), false, false);
        Await.until("asked", () -> connection.filters.contains("a"));
        assertEquals(Phase.CONNECTING, link.state().phase());

        connection.events.subscribed(Map.of());
        Await.until("connected", () -> link.state().phase() == Phase.CONNECTED);
    }

    @Test
    void events_ofAConnectionThatIsOver_areIgnored() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection first = connect(10, 1000);
        first.events.ended("gone", EndReason.OTHER);
        FakeConnection second = client.awaitConnection(2);

        first.events.opened(BrokerLimits.NONE.with(10, 1000), false, false);
        first.events.ended("gone again", EndReason.OTHER);
        second.events.opened(BrokerLimits.NONE.with(10, 1000), false, false);

        Await.until("connected", () -> link.statistics().connects() == 2);
        assertEquals(1, link.statistics().losses());
    }

    @Test
    void connections_thatDoNotLast_areMadeAtGrowingIntervals() {
        start(WatchedLink.settings(UNUSED_PORT).backoff(Duration.ofMillis(20), Duration.ofMillis(200)));
        long begin = System.nanoTime();

        for (int round = 1; round <= 8; round++) {
            FakeConnection connection = client.awaitConnection(round);
            connection.events.opened(BrokerLimits.NONE.with(10, 1000), false, false);
            connection.events.ended("another client of the same id", EndReason.OTHER);
        }
        client.awaitConnection(9);

        long atLeast =
                Duration.ofMillis((20 + 25 + 31 + 39 + 48 + 61 + 76 + 95) / 2).toNanos();
        assertTrue(System.nanoTime() - begin >= atLeast);
    }

    /**
     * The other client of the same id waits as long; otherwise each would disconnect the other once a second forever.
     */
    @Test
    void connections_thatAnotherClientTakesOver_areMadeAtTheLongestIntervals() {
        start(WatchedLink.settings(UNUSED_PORT).backoff(Duration.ofMillis(1), Duration.ofSeconds(1)));
        takeOver(1);
        long begin = System.nanoTime();
        takeOver(2);

        for (int round = 3; round <= 6; round++) {
            takeOver(round);
        }

        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(4 * 1000 / 2).toNanos());
    }

    @Test
    void problem_ofAnotherClient_isNamedWhileConnected() {
        start(WatchedLink.settings(UNUSED_PORT).backoff(Duration.ofMillis(1), Duration.ofHours(1)));
        for (int round = 1; round <= 5; round++) {
            end(round, EndReason.UNEXPLAINED);
        }
        client.awaitConnection(6).events.opened(BrokerLimits.NONE.with(10, 1000), false, false);

        Await.until("connected", () -> link.state().phase() == Phase.CONNECTED);
        assertTrue(link.state().problem().orElseThrow().contains("another client uses this client id"));
    }

    @Test
    void problem_ofAnotherClient_endsOnceTheConnectionHasStood() {
        start(WatchedLink.settings(UNUSED_PORT).backoff(Duration.ofMillis(1), Duration.ofMillis(100)));
        takeOver(1);
        takeOver(2);
        client.awaitConnection(3).events.opened(BrokerLimits.NONE.with(10, 1000), false, false);

        Await.until(
                "no problem",
                () -> link.state().connected() && link.state().problem().isEmpty());
        assertEquals(3, link.statistics().connects());
    }

    private void takeOver(int round) {
        end(round, EndReason.TAKEN_OVER);
    }

    private void end(int round, EndReason reason) {
        FakeConnection connection = client.awaitConnection(round);
        connection.events.opened(BrokerLimits.NONE.with(10, 1000), false, false);
        connection.events.ended("on purpose", reason);
    }

    @Test
    void close_withAFarewellThatDoesNotArrive_leavesItToTheWill() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection connection = connect(10, 1000);

        link.close(Publication.atLeastOnce("farewell", new byte[0]));

        assertTrue(connection.cut);
        assertFalse(connection.finished);
        assertEquals(List.of("farewell"), connection.topics());
    }

    @Test
    void close_fromAHandlerThread_doesNotWaitForItself() {
        start(WatchedLink.settings(UNUSED_PORT));
        connect(10, 1000);
        CompletableFuture<Void> outcome = link.publish(Publication.atLeastOnce("topic", new byte[0]));
        CompletableFuture<Void> closed = outcome.handle((nothing, failure) -> null);

        link.close();

        assertEquals(Reason.CLOSED, reason(outcome));
        assertTrue(closed.isDone());
    }

    private static Reason reason(CompletableFuture<Void> outcome) {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> outcome.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return ((PublishException) failure.getCause()).reason();
    }

    @Test
    void connect_toABrokerThatKeepsSessions_goesOnWithThem() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection first = client.awaitConnection(1);
        first.events.opened(BrokerLimits.NONE.with(10, 1000), true, false);

        first.events.ended("cut", EndReason.OTHER);

        Await.until("the next attempt", () -> client.awaitConnection(2).fresh != null);
        assertTrue(first.fresh);
        assertFalse(client.awaitConnection(2).fresh);
    }

    @Test
    void connect_toABrokerThatMightKeepSessionsForEver_startsClean() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection first = client.awaitConnection(1);
        first.events.opened(BrokerLimits.NONE.with(10, 1000), false, false);

        first.events.ended("cut", EndReason.OTHER);

        Await.until("the next attempt", () -> client.awaitConnection(2).fresh != null);
        assertTrue(client.awaitConnection(2).fresh);
    }

    @Test
    void connect_thatHasToBeRepeated_isClosedInOrderAndFollowedAtOnce() {
        start(WatchedLink.settings(UNUSED_PORT).backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)));
        FakeConnection first = client.awaitConnection(1);

        first.events.reconnectNow(false);

        client.awaitConnection(2).events.opened(BrokerLimits.NONE.with(10, 1000), true, false);
        Await.until("connected", () -> link.state().phase() == Phase.CONNECTED);
        assertTrue(first.finished);
        assertEquals(0, link.statistics().failedConnects());
    }

    @Test
    void connect_resuming_startsCleanOnlyOnRequest() {
        start(WatchedLink.settings(UNUSED_PORT).resumeSession());
        FakeConnection first = client.awaitConnection(1);
        Await.until("the first attempt", () -> first.fresh != null);

        first.events.reconnectNow(false);
        Await.until("the second attempt", () -> client.awaitConnection(2).fresh != null);
        client.awaitConnection(2).events.reconnectNow(true);
        Await.until("the third attempt", () -> client.awaitConnection(3).fresh != null);

        assertFalse(first.fresh);
        assertFalse(client.awaitConnection(2).fresh);
        assertTrue(client.awaitConnection(3).fresh);
        assertTrue(first.kept);
    }

    @Test
    void suspend_leavesTheSession_closeEndsIt() {
        for (boolean keep : List.of(true, false)) {
            start(WatchedLink.settings(UNUSED_PORT));
            FakeConnection connection = client.awaitConnection(client.connections.size() + 1);
            connection.events.opened(BrokerLimits.NONE, true, false);
            Await.until("connected", () -> link.state().phase() == Phase.CONNECTED);

            Thread acknowledging = new Thread(() -> {
                Await.until("the farewell", () -> !connection.sent.isEmpty());
                connection.events.published(connection.sent.get(0), Optional.empty());
            });
            acknowledging.start();

            // when
            Publication farewell = Publication.atLeastOnce("farewell", new byte[0]);
            if (keep) {
                link.suspend(farewell);
            } else {
                link.close(farewell);
            }

            // then
            assertTrue(connection.finished);
            assertEquals(keep, connection.kept);
        }
    }

    @Test
    void connect_afterRenewing_startsClean() {
        start(WatchedLink.settings(UNUSED_PORT));
        client.awaitConnection(1).events.opened(BrokerLimits.NONE.with(10, 1000), true, false);
        Await.until("connected", () -> link.state().phase() == Phase.CONNECTED);

        link.renew();

        Await.until("the next attempt", () -> client.awaitConnection(2).fresh != null);
        assertTrue(client.awaitConnection(2).fresh);
    }

    @Test
    void delivery_onAConnectionThatIsOver_isNotTaken() {
        List<String> handled = startHearing();
        FakeConnection first = connectSubscribed(1);
        first.events.ended("gone", EndReason.OTHER);
        FakeConnection second = connectSubscribed(2);

        boolean taken = first.events.delivered(delivery("old"));
        second.events.delivered(delivery("new"));

        assertFalse(taken);
        Await.until("the new one", () -> handled.contains("new"));
        assertEquals(List.of("new"), handled);
    }

    /** The thread that notices the call may be busy; the socket is still open then. */
    @Test
    void renew_whileTheLinkThreadIsBusy_isDeafToTheOldConnectionAtOnce() {
        // given
        List<String> handled = startHearing();
        FakeConnection first = connectSubscribed(1);
        CountDownLatch busy = new CountDownLatch(1);
        first.hold = busy;
        link.publish(Publication.atLeastOnce("topic", new byte[0]));
        Await.until("the link thread is busy", () -> first.held);

        // when
        link.renew();
        first.events.delivered(delivery("old"));
        busy.countDown();

        // then
        connectSubscribed(2).events.delivered(delivery("new"));
        Await.until("the new one", () -> handled.contains("new"));
        assertEquals(List.of("new"), handled);
        assertEquals(1, link.statistics().outdated());
    }

    @Test
    void renew_whileDeliveriesWaitForTheirHandler_dropsThem() throws InterruptedException {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<String> handled = new CopyOnWriteArrayList<>();
        startHearing(delivery -> {
            begun.countDown();
            Await.until("the go", () -> go.getCount() == 0);
            handled.add(delivery.topic());
        });
        FakeConnection first = connectSubscribed(1);
        first.events.delivered(delivery("running"));
        first.events.delivered(delivery("waiting"));
        begun.await();

        // when
        link.renew();
        go.countDown();

        // then
        connectSubscribed(2).events.delivered(delivery("new"));
        Await.until("the new one", () -> handled.contains("new"));
        assertEquals(List.of("running", "new"), handled);
    }

    private List<String> startHearing() {
        List<String> handled = new CopyOnWriteArrayList<>();
        startHearing(delivery -> handled.add(delivery.topic()));
        return handled;
    }

    private void startHearing(Consumer<Delivery> handler) {
        link = new ReconnectingLink(WatchedLink.settings(UNUSED_PORT).build(), listener(), (ignored, thread) -> client);
        link.subscribe("#", 1, handler);
        link.start();
    }

    private FakeConnection connectSubscribed(int number) {
        FakeConnection connection = client.awaitConnection(number);
        connection.events.opened(BrokerLimits.NONE.with(10, 1000), true, false);
        Await.until("asked", () -> connection.filters.contains("#"));
        connection.events.subscribed(Map.of());
        Await.until("connected", () -> link.statistics().connects() == number);
        return connection;
    }

    /** An error ended in a future that was never checked, and the message being sent never left the window. */
    @Test
    void publish_whenSendingFailsInternally_isReportedAndSentOnTheNextConnection() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection first = connect(10, 1000);
        first.failure = new AssertionError("on purpose");

        link.publish(Publication.atLeastOnce("topic", new byte[0]));

        FakeConnection second = client.awaitConnection(2);
        second.events.opened(BrokerLimits.NONE.with(10, 1000), false, false);
        Await.until("sent again", () -> second.topics().equals(List.of("topic")));
        assertEquals(List.of(first.failure), failures);
        assertEquals(1, link.statistics().internalErrors());
    }

    @Test
    void publishUntilHeard_withoutSubscriber_isSentAgain() {
        start(WatchedLink.settings(UNUSED_PORT));
        FakeConnection connection = connect(10, 1000);
        MessageProperties soon = MessageProperties.EMPTY.withExpiry(Duration.ofSeconds(20));
        CompletableFuture<Void> outcome = link.publishUntilHeard(
                Publication.atLeastOnce("frame", new byte[0]).with(soon));
        Await.until("sent", () -> connection.sent.size() == 1);

        connection.events.unheard(connection.sent.get(0));

        Await.until("sent again", () -> connection.sent.size() == 2);
        assertFalse(outcome.isDone());
        connection.events.published(connection.sent.get(1), Optional.empty());
        Await.until("done", outcome::isDone);
    }

    @Test
    void hold_onAConnectionWithoutASession_letsATopicWaitForItsSign() {
        startHolding(Duration.ofMinutes(1));
        FakeConnection connection = connect(10, 1000);
        link.publish(Publication.atLeastOnce("held", new byte[] {1}));
        link.publish(Publication.atLeastOnce("held", new byte[] {2}));
        link.publish(Publication.atLeastOnce("free", new byte[0]));
        Await.until("the free one", () -> connection.topics().equals(List.of("free")));

        connection.events.delivered(delivery("something"));
        connection.events.delivered(delivery("sign"));
        link.publish(Publication.atLeastOnce("held", new byte[] {3}));

        Await.until("all", () -> connection.sent.size() == 4);
        assertEquals(
                List.of(1, 2, 3),
                connection.sent.stream()
                        .skip(1)
                        .map(outbound -> (int) outbound.publication().payload()[0])
                        .toList());
    }

    @Test
    void hold_withoutASign_endsWithItsTime() {
        startHolding(Duration.ofMillis(20));
        FakeConnection connection = connect(10, 1000);

        link.publish(Publication.atLeastOnce("held", new byte[0]));

        Await.until("sent", () -> connection.topics().equals(List.of("held")));
    }

    @Test
    void hold_onAConnectionThatGoesOnWithItsSession_doesNotBegin() {
        startHolding(Duration.ofMinutes(1));
        link.publish(Publication.atLeastOnce("held", new byte[0]));
        connect(10, 1000).events.ended("cut", EndReason.OTHER);

        FakeConnection second = client.awaitConnection(2);
        second.events.opened(BrokerLimits.NONE.with(10, 1000), true, true);

        Await.until("sent", () -> second.topics().equals(List.of("held")));
    }

    @Test
    void hold_ofWhatExpiresMeanwhile_failsAsExpired() {
        startHolding(Duration.ofMinutes(1));
        FakeConnection connection = connect(10, 1000);
        MessageProperties soon = MessageProperties.EMPTY.withExpiry(Duration.ofMillis(30));

        CompletableFuture<Void> outcome =
                link.publish(Publication.atLeastOnce("held", new byte[0]).with(soon));

        assertEquals(Reason.EXPIRED, reason(outcome));
        assertTrue(connection.sent.isEmpty());
    }

    @Test
    void release_ofATopicThatIsHeld_letsItFlow() {
        startHolding(Duration.ofMinutes(1));
        FakeConnection connection = connect(10, 1000);
        link.publish(Publication.atLeastOnce("held", new byte[0]));

        link.release("held");

        Await.until("sent", () -> connection.topics().equals(List.of("held")));
    }

    /** It ended the connection, and every next one on which the message arrived. */
    @Test
    void hold_thatFails_leavesTheConnectionAndTheDelivery() {
        startHolding(Duration.ofMinutes(1));
        FakeConnection connection = connect(10, 1000);
        link.publish(Publication.atLeastOnce("held", new byte[0]));

        boolean taken = connection.events.delivered(delivery("failing sign"));
        connection.events.delivered(delivery("sign"));

        assertTrue(taken);
        Await.until("sent", () -> connection.topics().equals(List.of("held")));
    }

    /** The connection was never ready, nor any later one. */
    @Test
    void hold_thatCannotBegin_isLeftOut() {
        link = new ReconnectingLink(WatchedLink.settings(UNUSED_PORT).build(), listener(), (ignored, thread) -> client);
        link.hold("held", () -> {
            throw new IllegalStateException("on purpose");
        });
        link.start();
        FakeConnection connection = connect(10, 1000);

        link.publish(Publication.atLeastOnce("held", new byte[0]));

        Await.until("sent", () -> connection.topics().equals(List.of("held")));
    }

    private void startHolding(Duration atMost) {
        link = new ReconnectingLink(WatchedLink.settings(UNUSED_PORT).build(), listener(), (ignored, thread) -> client);
        link.hold("held", () -> new PublishGate() {
            @Override
            public boolean endsWith(Delivery delivery) {
                if (delivery.topic().equals("failing sign")) {
                    throw new IllegalStateException("on purpose");
                }
                return delivery.topic().equals("sign");
            }

            @Override
            public Duration atMost() {
                return atMost;
            }
        });
        link.start();
    }

    private static Delivery delivery(String topic) {
        return new Delivery(topic, new byte[0], 1, false, false, MessageProperties.EMPTY, System.nanoTime());
    }

    @Test
    void publishUntilHeard_ofWhatNeverExpires_isRefused() {
        start(WatchedLink.settings(UNUSED_PORT));

        Exception refusal = assertThrows(
                IllegalArgumentException.class,
                () -> link.publishUntilHeard(Publication.atLeastOnce("frame", new byte[0])));

        assertTrue(refusal.getMessage().contains("frame"), refusal.getMessage());
    }

    private static final class FakeClient implements ConnectionFactory {

        private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
        private final AtomicReference<Error> nextFailure = new AtomicReference<>();

        @Override
        public BrokerConnection create(ConnectionEvents events) {
            Error failure = nextFailure.getAndSet(null);
            if (failure != null) {
                throw failure;
            }
            FakeConnection connection = new FakeConnection(events);
            connections.add(connection);
            return connection;
        }

        private FakeConnection awaitConnection(int number) {
            Await.until("connection " + number, () -> connections.size() >= number);
            return connections.get(number - 1);
        }

        @Override
        public void close(long deadlineNanos) {}
    }

    private static final class FakeConnection implements BrokerConnection {

        private final ConnectionEvents events;
        private final List<OutboundMessage> sent = new CopyOnWriteArrayList<>();
        private final List<String> filters = new CopyOnWriteArrayList<>();
        private volatile Boolean fresh;
        private volatile boolean broken;
        private volatile Error failure;
        private volatile CountDownLatch hold;
        private volatile boolean held;
        private volatile boolean cut;
        private volatile boolean finished;
        private volatile boolean kept;

        private FakeConnection(ConnectionEvents events) {
            this.events = events;
        }

        private List<String> topics() {
            return sent.stream().map(outbound -> outbound.publication().topic()).toList();
        }

        @Override
        public void open(boolean startsFresh) {
            fresh = startsFresh;
        }

        @Override
        public void subscribe(Map<String, Integer> wanted) {
            filters.addAll(wanted.keySet());
        }

        @Override
        public void unsubscribe(String filter) {
            filters.remove(filter);
        }

        @Override
        public void publish(OutboundMessage outbound) throws ConnectionException {
            if (failure != null) {
                throw failure;
            }
            if (hold != null) {
                held = true;
                Await.until("the go", () -> hold.getCount() == 0);
            }
            if (broken) {
                throw new ConnectionException("broken on purpose", null);
            }
            sent.add(outbound);
        }

        @Override
        public void finish(boolean keep) {
            finished = true;
            kept = keep;
        }

        @Override
        public void cut() {
            cut = true;
        }
    }
}
