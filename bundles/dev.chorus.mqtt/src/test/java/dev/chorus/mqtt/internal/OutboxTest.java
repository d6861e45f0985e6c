package dev.chorus.mqtt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.api.PublishException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final AtomicLong clock = new AtomicLong(-5);
    private final LinkCounters counters = new LinkCounters();
    private final Outbox outbox = new Outbox(3, 10_000, counters, clock::get);

    @Test
    void next_withinTheWindow_givesInOrderAndNoMore() {
        OutboundMessage first = add(qos1("1"));
        OutboundMessage second = add(qos1("2"));
        add(qos1("3"));

        assertSame(first, outbox.next(2));
        assertSame(second, outbox.next(2));
        assertNull(outbox.next(2));

        outbox.delivered(first);
        assertEquals("3", outbox.next(2).publication().topic());
    }

    @Test
    void delivered_ofOneInFlight_completesItOnce() {
        OutboundMessage outbound = add(qos1("1"));
        outbox.next(1);

        outbox.delivered(outbound);
        outbox.delivered(outbound);

        assertNull(outbound.outcome().join());
        assertEquals(1, counters.snapshot().delivered());
    }

    @Test
    void refused_ofOneInFlight_failsItWithTheBrokersWord() {
        OutboundMessage outbound = add(qos1("1"));
        outbox.next(1);

        outbox.refused(outbound, "not authorized");

        assertEquals(Reason.REFUSED, reason(outbound));
        assertEquals(1, counters.snapshot().refused());
    }

    @Test
    void add_beyondTheCapacity_dropsTheOldestThatWaits() {
        // given
        OutboundMessage inFlight = add(qos1("in flight"));
        outbox.next(1);
        OutboundMessage oldest = add(qos1("oldest"));
        OutboundMessage newer = add(qos1("newer"));

        // when
        OutboundMessage newest = add(qos1("newest"));

        // then
        assertEquals(Reason.DROPPED, reason(oldest));
        assertFalse(inFlight.outcome().isDone());
        assertFalse(newer.outcome().isDone());
        assertFalse(newest.outcome().isDone());
        assertEquals(1, counters.snapshot().dropped());
        assertEquals(4, counters.snapshot().published());
    }

    @Test
    void add_beyondTheBytes_dropsUntilTheyFit() {
        OutboundMessage small = add(qos1("small"));
        OutboundMessage large = add(Publication.atLeastOnce("large", new byte[6000]));

        OutboundMessage larger = add(Publication.atLeastOnce("larger", new byte[9000]));

        assertEquals(Reason.DROPPED, reason(small));
        assertEquals(Reason.DROPPED, reason(large));
        assertFalse(larger.outcome().isDone());
    }

    @Test
    void add_ofMoreThanAllTheBytes_dropsThatOne() {
        OutboundMessage huge = add(Publication.atLeastOnce("huge", new byte[10_001]));

        assertEquals(Reason.DROPPED, reason(huge));
        assertSame(add(Publication.atLeastOnce("fits", new byte[9000])), outbox.next(1));
    }

    @Test
    void connectionLost_withSomeInFlight_sendsThemAgainFirstAndInOrder() {
        OutboundMessage first = add(qos1("1"));
        OutboundMessage second = add(qos1("2"));
        OutboundMessage third = add(qos1("3"));
        outbox.next(2);
        outbox.next(2);

        outbox.connectionLost();

        assertSame(first, outbox.next(3));
        assertSame(second, outbox.next(3));
        assertSame(third, outbox.next(3));
    }

    @Test
    void sendable_afterTheConnectionWasLostInFlight_isMarkedAsResent() {
        OutboundMessage inFlight = add(qos1("1"));
        OutboundMessage waiting = add(qos1("2"));
        outbox.next(1);
        assertFalse(inFlight.sendable(clock.get()).properties().isResent());

        outbox.connectionLost();

        assertTrue(inFlight.sendable(clock.get()).properties().isResent());
        assertFalse(waiting.sendable(clock.get()).properties().isResent());
    }

    @Test
    void connectionLost_withQos0InFlight_givesItUp() {
        OutboundMessage outbound = add(Publication.atMostOnce("1", new byte[0]));
        outbox.next(1);

        outbox.connectionLost();

        assertEquals(Reason.DROPPED, reason(outbound));
        assertNull(outbox.next(1));
    }

    @Test
    void delivered_afterTheConnectionWasLost_isIgnored() {
        OutboundMessage outbound = add(qos1("1"));
        outbox.next(1);
        outbox.connectionLost();

        outbox.delivered(outbound);

        assertFalse(outbound.outcome().isDone());
        assertSame(outbound, outbox.next(1));
    }

    @Test
    void next_ofAnExpiredOne_failsItAndGivesTheOneBehind() {
        OutboundMessage stale = add(expiring("stale", Duration.ofNanos(10)));
        OutboundMessage fresh = add(expiring("fresh", Duration.ofNanos(11)));
        clock.addAndGet(10);

        assertSame(fresh, outbox.next(1));
        assertEquals(Reason.EXPIRED, reason(stale));
        assertEquals(1, counters.snapshot().expired());
    }

    @Test
    void expire_ofOneThatWaits_takesItOut() {
        OutboundMessage outbound = add(expiring("stale", Duration.ofSeconds(1)));

        outbox.expire(outbound);

        assertEquals(Reason.EXPIRED, reason(outbound));
        assertNull(outbox.next(1));
    }

    @Test
    void expire_ofOneInFlight_keepsItsPlaceInTheWindow_andIsNotSentAgain() {
        OutboundMessage outbound = add(expiring("stale", Duration.ofSeconds(1)));
        add(qos1("next"));
        outbox.next(1);

        outbox.expire(outbound);

        assertEquals(Reason.EXPIRED, reason(outbound));
        assertNull(outbox.next(1));
        outbox.connectionLost();
        assertEquals("next", outbox.next(1).publication().topic());
    }

    @Test
    void sendable_afterAWhile_carriesTheExpiryThatIsLeft() {
        OutboundMessage outbound = add(expiring("topic", Duration.ofSeconds(10)));
        clock.addAndGet(Duration.ofSeconds(4).toNanos());

        Publication sent = outbound.sendable(clock.get());

        assertEquals(Duration.ofSeconds(6), sent.properties().expiry().orElseThrow());
    }

    @Test
    void close_withSomeInFlightAndSomeWaiting_failsAllAndWhateverComes() {
        OutboundMessage inFlight = add(qos1("1"));
        OutboundMessage waiting = add(qos1("2"));
        outbox.next(1);

        outbox.close();
        OutboundMessage late = add(qos1("3"));

        assertEquals(Reason.CLOSED, reason(inFlight));
        assertEquals(Reason.CLOSED, reason(waiting));
        assertEquals(Reason.CLOSED, reason(late));
        assertEquals(2, counters.snapshot().published());
    }

    @Test
    void failure_ofAnyKind_namesTheTopic() {
        OutboundMessage outbound = add(qos1("some/topic"));
        outbox.close();

        Exception failure =
                assertThrows(ExecutionException.class, () -> outbound.outcome().get());
        assertTrue(failure.getMessage().contains("some/topic"), failure.getMessage());
    }

    @Test
    void unheard_ofOneThatRequiresASubscriber_waitsUntilItIsOfferedAgain() {
        OutboundMessage outbound = outbox.add(expiring("frame", Duration.ofSeconds(5)), true);
        outbox.next(1);

        outbox.unheard(outbound);

        assertNull(outbox.next(1));
        outbox.offerAgain(outbound);
        assertEquals(outbound, outbox.next(1));
        assertFalse(outbound.outcome().isDone());
    }

    @Test
    void unheard_ofAnyOther_isDelivered() {
        OutboundMessage outbound = add(qos1("status"));
        outbox.next(1);

        outbox.unheard(outbound);

        assertTrue(outbound.outcome().isDone());
        assertEquals(1, counters.snapshot().delivered());
        assertEquals(1, counters.snapshot().unheard());
    }

    @Test
    void expire_ofOneSetAside_namesTheMissingSubscriber() {
        OutboundMessage outbound = outbox.add(expiring("frame", Duration.ofSeconds(5)), true);
        outbox.next(1);
        outbox.unheard(outbound);

        outbox.expire(outbound);

        assertEquals(Reason.EXPIRED, reason(outbound));
        outbox.offerAgain(outbound);
        assertNull(outbox.next(1));
    }

    @Test
    void add_beyondTheCapacity_dropsWhatRestsFirst() {
        OutboundMessage resting = outbox.add(expiring("frame", Duration.ofSeconds(5)), true);
        outbox.next(1);
        outbox.unheard(resting);

        for (int count = 0; count < 3; count++) {
            add(qos1("later"));
        }

        assertEquals(Reason.DROPPED, reason(resting));
        assertEquals(1, counters.snapshot().dropped());
    }

    @Test
    void next_ofManyForOneTopicAndFewForOthers_takesTurns() {
        Outbox roomy = new Outbox(100, 100_000, counters, clock::get);
        for (int count = 0; count < 10; count++) {
            roomy.add(qos1("flood"), false);
        }
        roomy.add(qos1("one"), false);
        roomy.add(qos1("other"), false);

        List<String> sent = Stream.generate(() -> roomy.next(100))
                .limit(5)
                .map(outbound -> outbound.publication().topic())
                .toList();

        assertEquals(List.of("flood", "one", "other", "flood", "flood"), sent);
    }

    @Test
    void add_beyondTheCapacity_dropsOfTheTopicWithMost() {
        OutboundMessage single = add(qos1("single"));
        OutboundMessage first = add(qos1("flood"));
        add(qos1("flood"));

        add(qos1("flood"));

        assertEquals(Reason.DROPPED, reason(first));
        assertFalse(single.outcome().isDone());
    }

    @Test
    void rest_ofAParcel_doublesFromATenthOfASecondToTwo() {
        OutboundMessage outbound = outbox.add(expiring("frame", Duration.ofSeconds(60)), true);

        assertEquals(Duration.ofMillis(100), outbound.rest(clock.get()));
        assertEquals(
                Duration.ofMillis(800),
                outbound.rest(clock.addAndGet(Duration.ofMillis(800).toNanos())));
        assertEquals(
                Duration.ofSeconds(2),
                outbound.rest(clock.addAndGet(Duration.ofSeconds(30).toNanos())));
    }

    private OutboundMessage add(Publication publication) {
        return outbox.add(publication, false);
    }

    private static Reason reason(OutboundMessage outbound) {
        assertTrue(outbound.outcome().isDone(), "not failed yet");
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> outbound.outcome().get());
        return ((PublishException) failure.getCause()).reason();
    }

    private static Publication qos1(String topic) {
        return Publication.atLeastOnce(topic, new byte[0]);
    }

    private static Publication expiring(String topic, Duration expiry) {
        return qos1(topic).with(MessageProperties.EMPTY.withExpiry(expiry));
    }
}
