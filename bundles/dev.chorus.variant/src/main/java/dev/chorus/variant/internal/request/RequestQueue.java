package dev.chorus.variant.internal.request;

import dev.chorus.core.protocol.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Requests that wait for a worker. In good times the oldest is next. In trouble, which begins with the first request that
 * is dropped and ends with an empty queue, the newest is next: it alone has its whole deadline before it, while a queue
 * served in order would answer each request just too late. With {@link OverloadPolicy#REFUSE_NEWEST} it is the oldest always,
 * and it is the new request that is dropped.
 *
 * <p>All that goes for the requests of one requester. Requesters take turns, and where there is no room, the requester with the most
 * waiting requests loses one. Thread-safe.
 */
final class RequestQueue {

    /** As many as a link holds for its handlers. */
    static final int MAX_BACKLOG = 1000;

    private final Supplier<Tuning> tuning;
    private final BiConsumer<Request, Refusal> dropped;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final RequesterTurns waiting = new RequesterTurns();
    private boolean inTrouble;
    /** How many more than usual may wait. */
    private int backlog;

    /**
     * @param tuning says how many may wait, and how many bytes together; asked each time
     * @param dropped gets those that will not be taken; called without the lock, on the thread that offers, takes or drains; must
     *     not throw
     * @param nanoTime the machine's monotonic clock
     */
    RequestQueue(Supplier<Tuning> tuning, BiConsumer<Request, Refusal> dropped, LongSupplier nanoTime) {
        this.tuning = tuning;
        this.dropped = dropped;
        this.nanoTime = nanoTime;
    }

    /**
     * Has room for {@value #MAX_BACKLOG} more requests until those have been taken: they waited at the broker while this variant was not there, and
     * come all at once.
     */
    void expectBacklog() {
        lock.lock();
        try {
            backlog = MAX_BACKLOG;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a request at the end; where there is no room, drops expired ones and then as the policy says. */
    void offer(WaitingRequest request) {
        List<WaitingRequest> expired = List.of();
        List<WaitingRequest> overflowing = new ArrayList<>();
        lock.lock();
        try {
            if (!hasRoomFor(request)) {
                expired = removeExpired();
            }
            while (dropsOldest() && !hasRoomFor(request)) {
                overflowing.add(waiting.removeOldestFor(request));
                inTrouble = true;
            }
            while (!hasRoomFor(request) && waiting.hasLessThanItsShare(request)) {
                overflowing.add(waiting.removeNewestOfBusiest());
            }
            if (hasRoomFor(request)) {
                waiting.add(request);
                changed.signal();
            } else {
                overflowing.add(request);
            }
        } finally {
            lock.unlock();
        }
        drop(expired, Refusal.EXPIRED);
        drop(overflowing, Refusal.OVERLOADED);
    }

    private boolean dropsOldest() {
        return tuning.get().overload() == OverloadPolicy.DROP_OLDEST;
    }

    private boolean hasRoomFor(WaitingRequest request) {
        return waiting.isEmpty()
                || waiting.size() < tuning.get().queueLength() + backlog
                        && waiting.bytes() + request.payload().length
                                <= tuning.get().queueBytes();
    }

    /**
     * Waits for the next request that is not expired.
     *
     * @param goOn whether the caller still wants one; asked again after {@link #wake()}
     * @return null once the caller wants none
     */
    WaitingRequest take(BooleanSupplier goOn) throws InterruptedException {
        while (true) {
            WaitingRequest next;
            List<WaitingRequest> expired;
            lock.lockInterruptibly();
            try {
                while (goOn.getAsBoolean() && waiting.isEmpty()) {
                    changed.await();
                }
                if (!goOn.getAsBoolean()) {
                    // The signal was meant for somebody who wants a request.
                    changed.signal();
                    return null;
                }
                expired = removeExpired();
                next = waiting.isEmpty() ? null : waiting.take(inTrouble && dropsOldest());
                inTrouble &= !waiting.isEmpty();
                if (waiting.size() <= tuning.get().queueLength()) {
                    backlog = 0;
                }
                if (waiting.isEmpty()) {
                    emptied.signalAll();
                }
            } finally {
                lock.unlock();
            }
            drop(expired, Refusal.EXPIRED);
            if (next != null) {
                return next;
            }
        }
    }

    private List<WaitingRequest> removeExpired() {
        long now = nanoTime.getAsLong();
        List<WaitingRequest> expired =
                waiting.removeAll(request -> request.request().isExpired(now));
        inTrouble |= !expired.isEmpty();
        return expired;
    }

    private void drop(List<WaitingRequest> requests, Refusal refusal) {
        requests.forEach(request -> dropped.accept(request.request(), refusal));
    }

    /** Has everybody who waits ask again whether to go on. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all requests have been taken, at most for some time. */
    void awaitEmpty(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!waiting.isEmpty() && left > 0) {
                left = emptied.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Drops all that wait. */
    void drain(Refusal refusal) {
        List<WaitingRequest> all;
        lock.lock();
        try {
            all = waiting.removeAll(any -> true);
            inTrouble = false;
        } finally {
            lock.unlock();
        }
        drop(all, refusal);
    }
}
