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
 * Queues requests for the workers. Normally the oldest is next. After a request was dropped and until the queue is
 * empty, the newest is next: it alone has its whole deadline left, while a queue in order would answer each request
 * just too late. With {@link OverloadPolicy#REFUSE_NEWEST} it is always the oldest, and new requests are dropped.
 *
 * <p>This holds for the requests of one requester. Requesters take turns, and when the queue is full, the requester
 * with the most waiting requests loses one. Thread-safe.
 */
final class RequestQueue {

    /** As many as a link buffers for its handlers. */
    static final int MAX_BACKLOG = 1000;

    private final Supplier<Tuning> tuning;
    private final BiConsumer<Request, Refusal> dropped;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final RequesterTurns waiting = new RequesterTurns();
    private boolean overloaded;
    /** Number of requests that may wait in addition to the configured length. */
    private int backlog;

    /**
     * @param tuning returns the maximum number of waiting requests and of their bytes; called each time
     * @param dropped receives dropped requests; called without the lock, on the thread that offers, takes or drains;
     *     must not throw
     * @param nanoTime the machine's monotonic clock
     */
    RequestQueue(Supplier<Tuning> tuning, BiConsumer<Request, Refusal> dropped, LongSupplier nanoTime) {
        this.tuning = tuning;
        this.dropped = dropped;
        this.nanoTime = nanoTime;
    }

    /**
     * Permits {@value #MAX_BACKLOG} more requests until those have been taken: requests that waited at the broker
     * while this variant was disconnected arrive all at once.
     */
    void expectBacklog() {
        lock.lock();
        try {
            backlog = MAX_BACKLOG;
        } finally {
            lock.unlock();
        }
    }

    /** Appends a request; if the queue is full, drops expired requests first and then by the policy. */
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
                overloaded = true;
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
     * @param keepWaiting whether to continue waiting; called again after {@link #wake()}
     * @return null once {@code keepWaiting} returns false
     */
    WaitingRequest take(BooleanSupplier keepWaiting) throws InterruptedException {
        while (true) {
            WaitingRequest next;
            List<WaitingRequest> expired;
            lock.lockInterruptibly();
            try {
                while (keepWaiting.getAsBoolean() && waiting.isEmpty()) {
                    changed.await();
                }
                if (!keepWaiting.getAsBoolean()) {
                    // Passes the signal on to a thread that wants a request.
                    changed.signal();
                    return null;
                }
                expired = removeExpired();
                next = waiting.isEmpty() ? null : waiting.take(overloaded && dropsOldest());
                overloaded &= !waiting.isEmpty();
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
        overloaded |= !expired.isEmpty();
        return expired;
    }

    private void drop(List<WaitingRequest> requests, Refusal refusal) {
        requests.forEach(request -> dropped.accept(request.request(), refusal));
    }

    /** Wakes all waiting threads, which check again whether to continue. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all requests have been taken, at most for the limit. */
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

    /** Drops all waiting requests. */
    void drain(Refusal refusal) {
        List<WaitingRequest> all;
        lock.lock();
        try {
            all = waiting.removeAll(any -> true);
            overloaded = false;
        } finally {
            lock.unlock();
        }
        drop(all, refusal);
    }
}
