package dev.chorus.variant.internal.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RequestQueueTest {

    private long nowMillis;
    private int capacity = 3;
    private String requester = "";
    private OverloadPolicy overload = OverloadPolicy.DROP_OLDEST;
    private final List<String> dropped = new ArrayList<>();
    private final RequestQueue queue = new RequestQueue(
            () -> new Tuning(
                    "rgb", 5, capacity, overload, Duration.ofSeconds(1), 0, new PictureLimits(100, 1000), false, false),
            (request, refusal) -> dropped.add(name(request) + " " + refusal),
            () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));

    @Test
    void take_withoutDrops_returnsTheOldest() throws InterruptedException {
        offer('a', 'b', 'c');

        assertEquals("a", take());
        assertEquals("b", take());
        assertEquals("c", take());
        assertEquals(List.of(), dropped);
    }

    @Test
    void offer_beyondCapacity_dropsTheOldest() {
        offer('a', 'b', 'c', 'd', 'e');

        assertEquals(List.of("a OVERLOADED", "b OVERLOADED"), dropped);
    }

    @Test
    void offer_ofABacklog_dropsNothingUntilItHasBeenTaken() throws InterruptedException {
        queue.expectBacklog();
        offer('a', 'b', 'c', 'd', 'e');
        assertEquals("a", take());
        offer('f');
        assertEquals(List.of(), dropped);

        assertEquals("b", take());
        assertEquals("c", take());
        offer('g');

        assertEquals(List.of("d OVERLOADED"), dropped);
    }

    @Test
    void awaitEmpty_whileRequestsWait_returnsAtItsLimitOrWithTheLast() throws Exception {
        offer('a');
        queue.awaitEmpty(Duration.ofMillis(1));
        assertEquals(List.of(), dropped);

        CompletableFuture<Void> emptied = CompletableFuture.runAsync(() -> queue.awaitEmpty(Duration.ofMinutes(5)));
        assertEquals("a", take());

        emptied.get(60, TimeUnit.SECONDS);
    }

    @Test
    void offer_beyondCapacityWhereTheNewestIsRefused_keepsTheOthersInOrder() throws InterruptedException {
        overload = OverloadPolicy.REFUSE_NEWEST;

        offer('a', 'b', 'c', 'd', 'e');

        assertEquals(List.of("d OVERLOADED", "e OVERLOADED"), dropped);
        assertEquals("a", take());
        offer('f');
        assertEquals("b", take());
    }

    @Test
    void offer_toAFullQueueOfExpiredOnesWhereTheNewestIsRefused_hasRoom() throws InterruptedException {
        overload = OverloadPolicy.REFUSE_NEWEST;
        offer('a', 'b', 'c');
        nowMillis = 1001;

        offer('d', 'e');

        assertEquals(List.of("a EXPIRED", "b EXPIRED", "c EXPIRED"), dropped);
        assertEquals("d", take());
    }

    @Test
    void take_afterOverload_givesTheNewestUntilTheQueueIsEmpty() throws InterruptedException {
        offer('a', 'b', 'c', 'd');
        assertEquals("d", take());
        offer('e');
        assertEquals("e", take());
        assertEquals("c", take());
        assertEquals("b", take());

        offer('f', 'g');
        assertEquals("f", take());
    }

    @Test
    void take_pastExpiredOnes_dropsThemAndGivesTheNewest() throws InterruptedException {
        offer('a', 'b');
        nowMillis = 600;
        offer('c');
        nowMillis = 1001;

        offer('d', 'e');
        assertEquals("e", take());
        assertEquals(List.of("a EXPIRED", "b EXPIRED"), dropped);
        assertEquals("d", take());
        assertEquals("c", take());
    }

    @Test
    void take_exactlyAtTheDeadline_isStillInTime() throws InterruptedException {
        offer('a');
        nowMillis = 1000;

        assertEquals("a", take());
    }

    @Test
    void offer_toAFullQueueOfExpiredOnes_dropsThoseAndNoOther() {
        offer('a', 'b');
        nowMillis = 1001;
        offer('c');

        offer('d');

        assertEquals(List.of("a EXPIRED", "b EXPIRED"), dropped);
    }

    @Test
    void offer_afterCapacityShrank_keepsAsManyAsAreAllowedNow() {
        offer('a', 'b', 'c');
        capacity = 1;

        offer('d');

        assertEquals(List.of("a OVERLOADED", "b OVERLOADED", "c OVERLOADED"), dropped);
    }

    @Test
    void offer_ofMoreBytesThanMayWait_dropsTheOldest() {
        offerOfSize('a', 150);
        offerOfSize('b', 250);
        offerOfSize('c', 0);
        assertEquals(List.of(), dropped);

        offerOfSize('d', 100);

        assertEquals(List.of("a OVERLOADED"), dropped);
    }

    @Test
    void offer_afterLargeOnesWereTaken_hasRoomAgain() throws InterruptedException {
        for (char name = 'a'; name < 'z'; name++) {
            offerOfSize(name, 400);
            assertEquals(Character.toString(name), take());
        }

        assertEquals(List.of(), dropped);
    }

    @Test
    void offer_whileAnotherRequesterFloods_keepsItsPlaceAndComesNext() throws InterruptedException {
        from("flood", 'a', 'b', 'c');
        from("quiet", 'q');
        from("flood", 'd', 'e', 'f');

        assertEquals(List.of("a OVERLOADED", "b OVERLOADED", "c OVERLOADED", "d OVERLOADED"), dropped);
        assertEquals("f", take());
        assertEquals("q", take());
    }

    @Test
    void take_ofSeveralRequesters_takesTurns() throws InterruptedException {
        capacity = 10;
        from("one", 'a', 'b', 'c');
        from("other", 'x', 'y');

        assertEquals("a", take());
        assertEquals("x", take());
        assertEquals("b", take());
        assertEquals("y", take());
        assertEquals("c", take());
    }

    @Test
    void offer_whileAnotherRequesterFloodsAndTheNewestIsRefused_hasItsShare() throws InterruptedException {
        overload = OverloadPolicy.REFUSE_NEWEST;
        from("flood", 'a', 'b', 'c', 'd');

        from("quiet", 'q', 'r');

        assertEquals(List.of("d OVERLOADED", "c OVERLOADED", "r OVERLOADED"), dropped);
        assertEquals("a", take());
        assertEquals("q", take());
        assertEquals("b", take());
    }

    @Test
    void offer_ofMoreRequestersThanThereIsRoomFor_dropsOne() {
        from("one", 'a');
        from("two", 'b');
        from("three", 'c');
        from("four", 'd');

        assertEquals(1, dropped.size());
    }

    @Test
    void drain_ofSeveralRequesters_dropsAll() {
        from("one", 'a');
        from("two", 'b');

        queue.drain(Refusal.NO_MODEL);

        assertEquals(List.of("a NO_MODEL", "b NO_MODEL"), dropped);
    }

    private void from(String who, char... names) {
        requester = who;
        offer(names);
    }

    @Test
    void drain_dropsAllForThatReason() {
        offer('a', 'b');

        queue.drain(Refusal.NO_MODEL);

        assertEquals(List.of("a NO_MODEL", "b NO_MODEL"), dropped);
    }

    @Test
    void take_whileEmpty_waitsForTheNextOffer() throws Exception {
        CompletableFuture<String> taken = CompletableFuture.supplyAsync(this::takeUnchecked);

        offer('a');

        assertEquals("a", taken.get(120, TimeUnit.SECONDS));
    }

    @Test
    void wake_callerThatStops_returnsNull() throws Exception {
        AtomicBoolean goOn = new AtomicBoolean(true);
        CompletableFuture<WaitingRequest> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take(goOn::get);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        goOn.set(false);
        queue.wake();

        assertNull(taken.get(120, TimeUnit.SECONDS));
    }

    private void offer(char... names) {
        for (char name : names) {
            offerOfSize(name, 1);
        }
    }

    private void offerOfSize(char name, int bytes) {
        Request request = new Request(
                RequestId.ofBytes(new byte[] {(byte) name}, false),
                TimeUnit.MILLISECONDS.toNanos(nowMillis),
                Duration.ofSeconds(1),
                null);
        queue.offer(new WaitingRequest(request, new byte[bytes], PictureType.JPEG, requester));
    }

    private String take() throws InterruptedException {
        return name(queue.take(() -> true).request());
    }

    private String takeUnchecked() {
        try {
            return take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Request request) {
        return Character.toString(request.id().bytes()[0]);
    }
}
