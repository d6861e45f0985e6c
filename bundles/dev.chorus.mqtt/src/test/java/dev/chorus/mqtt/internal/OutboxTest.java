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
    private final Counters counters = new Counters();
    private final Outbox outbox = new Outbox(3, 10_000, counters, clock::get);

    @Test
    void next_withinTheWindow_givesInOrderAndNoMore() {
        Parcel first = add(qos1("1"));
        Parcel second = add(qos1("2"));
        add(qos1("3"));

        assertSame(first, outbox.next(2));
        assertSame(second, outbox.next(2));
        assertNull(outbox.next(2));

        outbox.delivered(first);
        assertEquals("3", outbox.next(2).publication().topic());
    }

    @Test
    void delivered_ofOneInFlight_completesItOnce() {
        Parcel parcel = add(qos1("1"));
        outbox.next(1);

        outbox.delivered(parcel);
        outbox.delivered(parcel);

        assertNull(parcel.outcome().join());
        assertEquals(1, counters.snapshot().delivered());
    }

    @Test
    void refused_ofOneInFlight_failsItWithTheBrokersWord() {
        Parcel parcel = add(qos1("1"));
        outbox.next(1);

        outbox.refused(parcel, "not authorized");

        assertEquals(Reason.REFUSED, reason(parcel));
        assertEquals(1, counters.snapshot().refused());
    }

    @Test
    void add_beyondTheCapacity_dropsTheOldestThatWaits() {
        // given
        Parcel inFlight = add(qos1("in flight"));
        outbox.next(1);
        Parcel oldest = add(qos1("oldest"));
        Parcel newer = add(qos1("newer"));

        // when
        Parcel newest = add(qos1("newest"));

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
        Parcel small = add(qos1("small"));
        Parcel large = add(Publication.atLeastOnce("large", new byte[6000]));

        Parcel larger = add(Publication.atLeastOnce("larger", new byte[9000]));

        assertEquals(Reason.DROPPED, reason(small));
        assertEquals(Reason.DROPPED, reason(large));
        assertFalse(larger.outcome().isDone());
    }

    @Test
    void add_ofMoreThanAllTheBytes_dropsThatOne() {
        Parcel huge = add(Publication.atLeastOnce("huge", new byte[10_001]));

        assertEquals(Reason.DROPPED, reason(huge));
        assertSame(add(Publication.atLeastOnce("fits", new byte[9000])), outbox.next(1));
    }

    @Test
    void connectionLost_withSomeInFlight_sendsThemAgainFirstAndInOrder() {
        Parcel first = add(qos1("1"));
        Parcel second = add(qos1("2"));
        Parcel third = add(qos1("3"));
        outbox.next(2);
        outbox.next(2);

        outbox.connectionLost();

        assertSame(first, outbox.next(3));
        assertSame(second, outbox.next(3));
        assertSame(third, outbox.next(3));
    }

    @Test
    void sendable_afterTheConnectionWasLostInFlight_isMarkedAsResent() {
        Parcel inFlight = add(qos1("1"));
        Parcel waiting = add(qos1("2"));
        outbox.next(1);
        assertFalse(inFlight.sendable(clock.get()).properties().isResent());

        outbox.connectionLost();

        assertTrue(inFlight.sendable(clock.get()).properties().isResent());
        assertFalse(waiting.sendable(clock.get()).properties().isResent());
    }

    @Test
    void connectionLost_withQos0InFlight_givesItUp() {
        Parcel parcel = add(Publication.atMostOnce("1", new byte[0]));
        outbox.next(1);

        outbox.connectionLost();

        assertEquals(Reason.DROPPED, reason(parcel));
        assertNull(outbox.next(1));
    }

    @Test
    void delivered_afterTheConnectionWasLost_isIgnored() {
        Parcel parcel = add(qos1("1"));
        outbox.next(1);
        outbox.connectionLost();

        outbox.delivered(parcel);

        assertFalse(parcel.outcome().isDone());
        assertSame(parcel, outbox.next(1));
    }

    @Test
    void next_ofAnExpiredOne_failsItAndGivesTheOneBehind() {
        Parcel stale = add(expiring("stale", Duration.ofNanos(10)));
        Parcel fresh = add(expiring("fresh", Duration.ofNanos(11)));
        clock.addAndGet(10);

        assertSame(fresh, outbox.next(1));
        assertEquals(Reason.EXPIRED, reason(stale));
        assertEquals(1, counters.snapshot().expired());
    }

    @Test
    void expire_ofOneThatWaits_takesItOut() {
        Parcel parcel = add(expiring("stale", Duration.ofSeconds(1)));

        outbox.expire(parcel);

        assertEquals(Reason.EXPIRED, reason(parcel));
        assertNull(outbox.next(1));
    }

    @Test
    void expire_ofOneInFlight_keepsItsPlaceInTheWindow_andIsNotSentAgain() {
        Parcel parcel = add(expiring("stale", Duration.ofSeconds(1)));
        add(qos1("next"));
        outbox.next(1);

        outbox.expire(parcel);

        assertEquals(Reason.EXPIRED, reason(parcel));
        assertNull(outbox.next(1));
        outbox.connectionLost();
        assertEquals("next", outbox.next(1).publication().topic());
    }

    @Test
    void sendable_afterAWhile_carriesTheExpiryThatIsLeft() {
        Parcel parcel = add(expiring("topic", Duration.ofSeconds(10)));
        clock.addAndGet(Duration.ofSeconds(4).toNanos());

        Publication sent = parcel.sendable(clock.get());

        assertEquals(Duration.ofSeconds(6), sent.properties().expiry().orElseThrow());
    }

    @Test
    void close_withSomeInFlightAndSomeWaiting_failsAllAndWhateverComes() {
        Parcel inFlight = add(qos1("1"));
        Parcel waiting = add(qos1("2"));
        outbox.next(1);

        outbox.close();
        Parcel late = add(qos1("3"));

        assertEquals(Reason.CLOSED, reason(inFlight));
        assertEquals(Reason.CLOSED, reason(waiting));
        assertEquals(Reason.CLOSED, reason(late));
        assertEquals(2, counters.snapshot().published());
    }

    @Test
    void failure_ofAnyKind_namesTheTopic() {
        Parcel parcel = add(qos1("some/topic"));
        outbox.close();

        Exception failure =
                assertThrows(ExecutionException.class, () -> parcel.outcome().get());
        assertTrue(failure.getMessage().contains("some/topic"), failure.getMessage());
    }

    @Test
    void unheard_ofOneThatIsToBeHeard_restsUntilItIsOfferedAgain() {
        Parcel parcel = outbox.add(expiring("frame", Duration.ofSeconds(5)), true);
        outbox.next(1);

        outbox.unheard(parcel);

        assertNull(outbox.next(1));
        outbox.offerAgain(parcel);
        assertEquals(parcel, outbox.next(1));
        assertFalse(parcel.outcome().isDone());
    }

    @Test
    void unheard_ofAnyOther_isDelivered() {
        Parcel parcel = add(qos1("status"));
        outbox.next(1);

        outbox.unheard(parcel);

        assertTrue(parcel.outcome().isDone());
        assertEquals(1, counters.snapshot().delivered());
        assertEquals(1, counters.snapshot().unheard());
    }

    @Test
    void expire_ofOneThatRests_saysThatNobodyHadSubscribed() {
        Parcel parcel = outbox.add(expiring("frame", Duration.ofSeconds(5)), true);
        outbox.next(1);
        outbox.unheard(parcel);

        outbox.expire(parcel);

        assertEquals(Reason.EXPIRED, reason(parcel));
        outbox.offerAgain(parcel);
        assertNull(outbox.next(1));
    }

    @Test
    void add_beyondTheCapacity_dropsWhatRestsFirst() {
        Parcel resting = outbox.add(expiring("frame", Duration.ofSeconds(5)), true);
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
                .map(parcel -> parcel.publication().topic())
                .toList();

        assertEquals(List.of("flood", "one", "other", "flood", "flood"), sent);
    }

    @Test
    void add_beyondTheCapacity_dropsOfTheTopicWithMost() {
        Parcel single = add(qos1("single"));
        Parcel first = add(qos1("flood"));
        add(qos1("flood"));

        add(qos1("flood"));

        assertEquals(Reason.DROPPED, reason(first));
        assertFalse(single.outcome().isDone());
    }

    @Test
    void rest_ofAParcel_doublesFromATenthOfASecondToTwo() {
        Parcel parcel = outbox.add(expiring("frame", Duration.ofSeconds(60)), true);

        assertEquals(Duration.ofMillis(100), parcel.rest(clock.get()));
        assertEquals(
                Duration.ofMillis(800),
                parcel.rest(clock.addAndGet(Duration.ofMillis(800).toNanos())));
        assertEquals(
                Duration.ofSeconds(2),
                parcel.rest(clock.addAndGet(Duration.ofSeconds(30).toNanos())));
    }

    private Parcel add(Publication publication) {
        return outbox.add(publication, false);
    }

    private static Reason reason(Parcel parcel) {
        assertTrue(parcel.outcome().isDone(), "not failed yet");
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> parcel.outcome().get());
        return ((PublishException) failure.getCause()).reason();
    }

    private static Publication qos1(String topic) {
        return Publication.atLeastOnce(topic, new byte[0]);
    }

    private static Publication expiring(String topic, Duration expiry) {
        return qos1(topic).with(MessageProperties.EMPTY.withExpiry(expiry));
    }
}
