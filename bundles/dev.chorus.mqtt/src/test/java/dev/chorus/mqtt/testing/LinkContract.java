package dev.chorus.mqtt.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.api.LinkState.Phase;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Behavior of a link on any broker. */
public abstract class LinkContract extends BrokerContract {

    private static final byte[] NOTHING = {};

    @ContractTest
    void publish_withAllProperties_deliversThem() {
        try (WatchedLink link = WatchedLink.connected(port(), topic())) {
            // given
            MessageProperties properties = MessageProperties.EMPTY
                    .withContentType("image/png")
                    .withResponseTopic("reply/here")
                    .withCorrelationData(new byte[] {0, 1, -1})
                    .withUserProperty("deadlineMs", "250")
                    .withUserProperty("grüße", "日本");

            // when
            link.link()
                    .publish(Publication.atLeastOnce(topic(), bytes("picture")).with(properties));

            // then
            Delivery delivery = link.awaitDeliveries(1).get(0);
            assertEquals(properties, delivery.properties());
            assertArrayEquals(bytes("picture"), delivery.payload());
            assertEquals(topic(), delivery.topic());
            assertEquals(1, delivery.qos());
            assertFalse(delivery.retained());
        }
    }

    @ContractTest
    void connect_withTheClientIdOfAnotherLink_isReportedByBoth_andWorksAgainWithoutTheOther() {
        LinkSettings settings = LinkSettings.builder("mqtt://127.0.0.1:" + port(), "shared-" + topic().hashCode())
                .backoff(Duration.ofMillis(20), Duration.ofSeconds(2))
                .build();
        String wanted = "another client uses this client id, '" + settings.clientId() + "'";
        try (WatchedLink one = WatchedLink.started(settings, ready -> {}, topic())) {
            // given
            one.awaitPhase(Phase.CONNECTED);

            // when
            try (WatchedLink other = WatchedLink.started(settings, ready -> {})) {
                for (WatchedLink link : List.of(one, other)) {
                    Await.until(() -> wanted + ", it is " + link.link().state(), () -> link.link()
                            .state()
                            .problem()
                            .filter(problem -> problem.contains(wanted))
                            .isPresent());
                }
            }

            // then
            Await.until(
                    () -> "recovered, it is " + one.link().state(),
                    () -> one.link().state().connected()
                            && one.link().state().problem().isEmpty());
            one.link().publish(atLeastOnce("again"));
            one.awaitDeliveries(1);
        }
    }

    @ContractTest
    void publish_withExpiry_deliversWhatIsLeftOfIt() {
        try (WatchedLink link = WatchedLink.connected(port(), topic())) {
            Duration expiry = Duration.ofMillis(29_001);

            link.link().publish(atLeastOnce("soon stale").with(MessageProperties.EMPTY.withExpiry(expiry)));

            Duration left = link.awaitDeliveries(1).get(0).properties().expiry().orElseThrow();
            assertTrue(left.toSeconds() > 0 && left.toSeconds() <= 30, "left: " + left);
        }
    }

    @ContractTest
    void publish_ofFiveMegabytes_arrivesWhole() throws Exception {
        try (WatchedLink link = WatchedLink.connected(port(), topic())) {
            byte[] picture = new byte[5 << 20];
            picture[picture.length - 1] = 42;

            link.link()
                    .publish(Publication.atLeastOnce(topic(), picture))
                    .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertArrayEquals(picture, link.awaitDeliveries(1).get(0).payload());
        }
    }

    @ContractTest
    void publish_beforeTheBrokerIsThere_isDeliveredOnceItIs() throws Exception {
        // given
        broker().stop();
        try (WatchedLink link = WatchedLink.started(WatchedLink.settings(port()).build(), ready -> {}, topic())) {
            CompletableFuture<Void> early = link.link().publish(atLeastOnce("early"));
            Await.until("two failed attempts", () -> link.link().statistics().failedConnects() >= 2);
            assertEquals(Phase.WAITING, awaitWaiting(link));
            assertFalse(early.isDone());

            // when
            broker().restart();

            // then
            early.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            link.awaitDeliveries(1);
            assertEquals(List.of("early"), link.texts());
        } finally {
            broker().restart();
        }
    }

    private static Phase awaitWaiting(WatchedLink link) {
        link.awaitPhase(Phase.WAITING);
        return Phase.WAITING;
    }

    /** With retained messages on separate topics, a later subscription shows what reached the broker. */
    @ContractTest
    void publish_underLoadWhileTheBrokerRestarts_losesNothing() throws Exception {
        int count = 2000;
        int restartAt = count / 4;
        try (WatchedLink publisher = WatchedLink.connected(port(), settings -> settings.buffer(count, 1 << 20))) {
            // given
            List<CompletableFuture<Void>> outcomes = new ArrayList<>();
            AtomicInteger acknowledged = new AtomicInteger();
            for (int number = 0; number < count; number++) {
                CompletableFuture<Void> outcome =
                        publisher.link().publish(Publication.retained(topic() + "/" + number, bytes("" + number)));
                outcomes.add(outcome);
                outcome.thenRun(acknowledged::incrementAndGet);
            }
            Await.until("some acknowledged", () -> acknowledged.get() >= restartAt);

            // when
            broker().stop();
            publisher.awaitPhase(Phase.WAITING);
            Set<Integer> acknowledgedBefore = IntStream.range(0, count)
                    .filter(number -> outcomes.get(number).isDone())
                    .boxed()
                    .collect(Collectors.toSet());
            broker().restart();
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                    .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            // then
            assertTrue(acknowledgedBefore.size() < count, "the broker was too fast for this test");
            assertEquals(2, publisher.link().statistics().connects(), "one connection before, one after");
            Set<Integer> expected = IntStream.range(0, count).boxed().collect(Collectors.toSet());
            expected.removeAll(acknowledgedBefore);
            assertTrue(kept(topic() + "/#", expected.size()).containsAll(expected), "lost some");
        }
    }

    private Set<Integer> kept(String filter, int atLeast) {
        // A reader that a busy machine delays drops what its inbox does not hold.
        try (WatchedLink reader =
                WatchedLink.connected(port(), settings -> settings.inboxDeliveries(2 * atLeast), filter)) {
            reader.awaitDeliveries(atLeast);
            return reader.texts().stream().map(Integer::valueOf).collect(Collectors.toSet());
        }
    }

    @ContractTest
    void publish_underLoadOverANetworkThatBreaks_losesNothing() throws Exception {
        int count = 2000;
        try (Proxy network = Proxy.to(port());
                WatchedLink subscriber =
                        WatchedLink.connected(port(), settings -> settings.inboxDeliveries(2 * count), topic());
                WatchedLink publisher =
                        WatchedLink.connected(network.port(), settings -> settings.buffer(count, 1 << 20))) {
            // when
            List<CompletableFuture<Void>> outcomes = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                outcomes.add(publisher.link().publish(atLeastOnce("" + number)));
                if (number % 500 == 250) {
                    publisher.awaitPhase(Phase.CONNECTED);
                    long losses = publisher.link().statistics().losses();
                    network.cut();
                    Await.until("the loss", () -> publisher.link().statistics().losses() > losses);
                }
            }
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                    .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            // then
            Set<String> expected =
                    IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.toSet());
            Await.until(
                    () -> "all delivered, there are " + subscriber.deliveries().size(),
                    () -> new HashSet<>(subscriber.texts()).equals(expected));
        }
    }

    @ContractTest
    void subscribe_onceForAll_holdsOnTheNextConnectionToo() {
        try (WatchedLink link = WatchedLink.connected(port(), topic() + "/+")) {
            // given
            broker().stop();
            link.awaitPhase(Phase.WAITING);
            broker().restart();
            link.awaitPhase(Phase.CONNECTED);

            // when
            link.link().publish(Publication.atMostOnce(topic() + "/a", bytes("again")));

            // then
            link.awaitDeliveries(1);
            assertEquals(List.of("again"), link.texts());
        }
    }

    @ContractTest
    void subscribe_whileTheConnectionIsBroken_missesNothing() {
        try (Proxy network = Proxy.to(port());
                WatchedLink other = WatchedLink.connected(port());
                WatchedLink link = WatchedLink.connected(network.port(), topic())) {
            // given
            warmUp(other, link);
            network.takeDown();
            link.awaitPhase(Phase.WAITING);

            // when
            join(other.link().publish(Publication.atLeastOnce(topic(), bytes("meanwhile"))));
            network.putUp();

            // then
            Await.until("what was said meanwhile", () -> link.texts().contains("meanwhile"));
        }
    }

    @ContractTest
    void subscribe_whileTheConnectionIsRenewed_hearsNoOldNews() {
        try (Proxy network = Proxy.to(port());
                WatchedLink other = WatchedLink.connected(port());
                WatchedLink link = WatchedLink.connected(network.port(), topic())) {
            // given
            warmUp(other, link);
            network.refuse();
            link.link().renew();
            link.awaitPhase(Phase.WAITING);

            // when
            join(other.link().publish(Publication.atLeastOnce(topic(), bytes("old"))));
            network.putUp();
            link.awaitPhase(Phase.CONNECTED);
            Await.until("news", () -> {
                join(other.link().publish(Publication.atLeastOnce(topic(), bytes("new"))));
                return link.texts().contains("new");
            });

            // then
            assertFalse(link.texts().contains("old"), link.texts().toString());
        }
    }

    @ContractTest
    void subscribe_whileConnected_holdsAtOnce_andUnsubscribeEndsIt() {
        try (WatchedLink link = WatchedLink.connected(port(), topic() + "/other")) {
            // given: published until it arrives, since Artemis can lose the first message on a topic
            link.link().subscribe(topic() + "/late", 0, delivery -> link.deliveries()
                    .add(delivery));
            Await.until("a delivery", () -> {
                join(link.link().publish(Publication.atLeastOnce(topic() + "/late", bytes("1"))));
                return !link.deliveries().isEmpty();
            });
            assertEquals(0, link.deliveries().get(0).qos());

            // when
            link.link().unsubscribe(topic() + "/late");
            join(link.link().publish(Publication.atLeastOnce(topic() + "/late", bytes("2"))));
            link.link().publish(Publication.atLeastOnce(topic() + "/other", bytes("3")));

            // then
            Await.until("the third", () -> link.texts().contains("3"));
            assertFalse(link.texts().contains("2"), link.texts().toString());
        }
    }

    @ContractTest
    void listener_publishingSubscribingAndWaiting_doesNotDeadlock() {
        AtomicInteger births = new AtomicInteger();
        try (WatchedLink hears = WatchedLink.connected(port(), topic() + "/#");
                WatchedLink link =
                        WatchedLink.started(WatchedLink.settings(port()).build(), ready -> {
                            ready.subscribe(topic() + "/question", 1, question -> {
                                join(ready.publish(Publication.atLeastOnce(topic() + "/answer", question.payload())));
                                ready.subscribe(topic() + "/more", 1, more -> {});
                            });
                            join(ready.publish(Publication.atLeastOnce(topic() + "/birth", NOTHING)));
                            births.incrementAndGet();
                        })) {
            // when
            Await.until("the birth", () -> births.get() == 1);
            hears.link().publish(Publication.atLeastOnce(topic() + "/question", bytes("?")));

            // then
            hears.awaitDeliveries(3);
            assertEquals(0, link.link().statistics().handlerFailures());
        }
    }

    @ContractTest
    void listener_onEveryConnection_isCalledOnce_andOnTheLossBetween() {
        AtomicInteger connected = new AtomicInteger();
        try (Proxy network = Proxy.to(port());
                WatchedLink link = WatchedLink.started(
                        WatchedLink.settings(network.port()).build(), ready -> connected.incrementAndGet())) {
            Await.until("the first connection", () -> connected.get() == 1);

            network.cut();

            Await.until("the second connection", () -> connected.get() == 2);
            assertEquals(1, link.link().statistics().losses());
        }
    }

    /** The broker drops a client that is silent for one and a half times the keep-alive. */
    @ContractTest
    void link_withNothingToSay_staysConnected_andNoticesASilentNetwork() {
        try (Proxy network = Proxy.to(port());
                WatchedLink link =
                        WatchedLink.connected(network.port(), settings -> settings.keepAlive(Duration.ofSeconds(1)))) {
            // given
            awaitPingsOnOneConnection(network, link);

            // when
            long losses = link.link().statistics().losses();
            long connects = link.link().statistics().connects();
            network.swallow(true);
            Await.until("the loss", () -> link.link().statistics().losses() > losses);
            network.swallow(false);
            network.cut();

            // then
            Await.until("the next connection", () -> link.link().statistics().connects() > connects);
        }
    }

    /** A machine that stalls for longer than the broker waits costs a connection, which does not concern the link. */
    private static void awaitPingsOnOneConnection(Proxy network, WatchedLink link) {
        int bytesOfAPing = 2;
        AtomicLong connection = new AtomicLong(link.link().statistics().connects());
        AtomicLong before = new AtomicLong(network.bytesUp());
        Await.until("two pings on one connection", () -> {
            long bytes = network.bytesUp();
            boolean stands = link.link().state().phase() == Phase.CONNECTED;
            long connects = link.link().statistics().connects();
            if (connection.getAndSet(connects) != connects) {
                before.set(network.bytesUp());
                return false;
            }
            return stands && bytes >= before.get() + 2 * bytesOfAPing;
        });
    }

    @ContractTest
    void will_whenTheClientVanishes_isPublished() {
        try (Proxy network = Proxy.to(port());
                WatchedLink watcher = WatchedLink.connected(port(), topic());
                WatchedLink link =
                        WatchedLink.connected(network.port(), settings -> settings.will(atLeastOnce("will")))) {
            long began = System.nanoTime();
            network.takeDown();

            watcher.awaitDeliveries(1);
            assertEquals(List.of("will"), watcher.texts());
            assertTrue(link.link().statistics().losses() <= 1);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(took.compareTo(link.settings().sessionExpiry()) < 0, "it came after " + took);
        }
    }

    /** Several, because a broker that sees the end of the stream before DISCONNECT does so only now and then. */
    @ContractTest
    void renew_whileConnected_reconnectsAndReceives() throws Exception {
        try (WatchedLink link = WatchedLink.connected(port(), topic())) {
            // when
            link.link().renew();

            // then
            Await.until("another connection", () -> link.link().statistics().connects() == 2);
            assertEquals(1, link.link().statistics().losses());
            link.link().publish(atLeastOnce("again")).get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            link.awaitDeliveries(1);
            assertEquals(List.of("again"), link.texts());
        }
    }

    @ContractTest
    void close_withFarewell_publishesItAndNoWill() {
        int count = 8;
        try (WatchedLink watcher = WatchedLink.connected(port(), topic())) {
            // given
            List<WatchedLink> links = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                LinkSettings settings =
                        WatchedLink.settings(port()).will(atLeastOnce("will")).build();
                links.add(WatchedLink.started(settings, ready -> {}, topic()));
            }
            links.forEach(link -> link.awaitPhase(Phase.CONNECTED));

            // when
            links.forEach(link -> link.link().close(atLeastOnce("farewell")));
            watcher.link().publish(atLeastOnce("later"));

            // then
            watcher.awaitDeliveries(count + 1);
            assertFalse(watcher.texts().contains("will"), () -> watcher.texts().toString());
        }
    }

    @ContractTest
    void suspend_andResume_deliversOnceWhatWasNotTaken() {
        try (WatchedLink other = WatchedLink.connected(port(), topic() + "/last")) {
            // given
            LinkSettings settings = resuming(
                    WatchedLink.settings(port()).will(Publication.atLeastOnce(topic() + "/last", bytes("will"))));
            WatchedLink first = WatchedLink.started(settings, ready -> {}, topic());
            first.awaitPhase(Phase.CONNECTED);
            warmUp(other, first);
            first.link().pause(any -> false);
            int taken = first.deliveries().size();

            // when
            join(other.link().publish(atLeastOnce("while paused")));
            first.link().suspend(Publication.atLeastOnce(topic() + "/last", bytes("farewell")));
            join(other.link().publish(atLeastOnce("while away")));

            // then
            assertEquals(taken, first.deliveries().size());
            try (WatchedLink second = WatchedLink.started(settings, ready -> {}, topic())) {
                Await.until(() -> "what waited, not " + second.texts(), () -> second.texts()
                        .contains("while away"));
                join(other.link().publish(atLeastOnce("while back")));
                Await.until(() -> "the latest, not " + second.texts(), () -> second.texts()
                        .contains("while back"));
                List<String> news = second.texts().stream()
                        .filter(text -> !text.equals("warm"))
                        .toList();
                assertEquals(List.of("while paused", "while away", "while back"), news);
                second.awaitPhase(Phase.CONNECTED);
                assertTrue(second.link().resumed());
                assertFalse(first.link().resumed());
            }
            other.awaitDeliveries(1);
            assertEquals(List.of("farewell"), other.texts());
        }
    }

    @ContractTest
    void pause_exemptDeliveries_areTakenAndNotDeliveredAgain() {
        try (WatchedLink other = WatchedLink.connected(port())) {
            // given
            LinkSettings settings = resuming(WatchedLink.settings(port()));
            WatchedLink first = WatchedLink.started(settings, ready -> {}, topic());
            first.awaitPhase(Phase.CONNECTED);
            warmUp(other, first);

            // when
            first.link().pause(delivery -> new String(delivery.payload(), StandardCharsets.UTF_8).startsWith("exempt"));
            join(other.link().publish(atLeastOnce("other")));
            join(other.link().publish(atLeastOnce("exempt")));

            // then
            Await.until("the exempt one", () -> first.texts().contains("exempt"));
            assertFalse(first.texts().contains("other"));
            first.link().suspend(Publication.atLeastOnce(topic() + "/last", NOTHING));
            try (WatchedLink second = WatchedLink.started(settings, ready -> {}, topic())) {
                join(other.link().publish(atLeastOnce("latest")));
                Await.until("the latest", () -> second.texts().contains("latest"));
                assertEquals(
                        List.of("other", "latest"),
                        second.texts().stream()
                                .filter(text -> !text.equals("warm"))
                                .toList());
            }
        }
    }

    @ContractTest
    void close_andResume_deliversNothingOfTheTimeBetween() {
        try (WatchedLink other = WatchedLink.connected(port())) {
            LinkSettings settings = resuming(WatchedLink.settings(port()));
            WatchedLink first = WatchedLink.started(settings, ready -> {}, topic());
            first.awaitPhase(Phase.CONNECTED);
            warmUp(other, first);

            first.link().close();
            join(other.link().publish(atLeastOnce("while away")));

            try (WatchedLink second = WatchedLink.started(settings, ready -> {}, topic())) {
                second.awaitPhase(Phase.CONNECTED);
                Await.until("the latest", () -> {
                    join(other.link().publish(atLeastOnce("latest")));
                    return second.texts().contains("latest");
                });
                assertFalse(second.texts().contains("while away"), second.texts()::toString);
                assertFalse(second.link().resumed());
            }
        }
    }

    private static LinkSettings resuming(LinkSettingsBuilder settings) {
        return settings.sessionExpiry(Duration.ofSeconds(60)).resumeSession().build();
    }

    @ContractTest
    void close_afterUse_leavesNoThread_andRefusesPublications() {
        // given
        LinkThreads threads = LinkThreads.before();
        WatchedLink link = WatchedLink.connected(port(), topic());
        link.link().publish(atLeastOnce("one"));
        link.awaitDeliveries(1);

        // when
        link.close();
        link.close();

        // then
        assertEquals(Phase.CLOSED, link.link().state().phase());
        threads.awaitEnd();
        assertEquals(PublishException.Reason.CLOSED, reason(link.link().publish(atLeastOnce("two"))));
        assertThrows(IllegalStateException.class, link.link()::start);
    }

    @ContractTest
    void close_whileTheBrokerIsAway_failsWhatWaits() {
        broker().stop();
        try {
            WatchedLink link = WatchedLink.started(WatchedLink.settings(port()).build(), ready -> {});
            CompletableFuture<Void> outcome = link.link().publish(atLeastOnce("never"));
            link.awaitPhase(Phase.WAITING);

            link.link().close(atLeastOnce("farewell"));

            assertEquals(PublishException.Reason.CLOSED, reason(outcome));
        } finally {
            broker().restart();
        }
    }

    @ContractTest
    void publish_ofMoreThanTheWindowAtOnce_isAllDelivered() throws Exception {
        int count = 900;
        try (WatchedLink link = WatchedLink.connected(port(), topic())) {
            MqttLink publisher = link.link();

            List<CompletableFuture<Void>> outcomes = IntStream.range(0, count)
                    .mapToObj(number -> publisher.publish(
                            new Publication(topic(), bytes("" + number), number % 2, false, MessageProperties.EMPTY)))
                    .toList();
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                    .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            link.awaitDeliveries(count);
            assertEquals(1, publisher.statistics().connects());
            Await.until("all counted", () -> publisher.statistics().delivered() == count);
        }
    }

    @ContractTest
    void link_wholeLife_writesNothingIntoTheWorkingDirectory() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        Set<Path> before = list(here);
        try (WatchedLink link = WatchedLink.connected(port(), topic())) {
            link.link().publish(atLeastOnce("one"));
            link.awaitDeliveries(1);

            assertEquals(before, list(here));
        }
    }

    private static Set<Path> list(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toSet());
        }
    }

    private static PublishException.Reason reason(CompletableFuture<Void> outcome) {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> outcome.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return ((PublishException) failure.getCause()).reason();
    }
}
