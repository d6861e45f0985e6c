package dev.chorus.variant.internal.request;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request without its picture. Times are of the machine's monotonic clock. Safe for use by several threads. */
final class Request {

    private final RequestId id;
    private final long receivedNanos;
    private final Duration deadline;
    private final ResultPublisher outbox;
    private final AtomicBoolean hasOutcome = new AtomicBoolean();

    /**
     * Creates a request without an outcome.
     *
     * @param id of the request
     * @param receivedNanos when it arrived
     * @param deadline counted from its arrival
     * @param outbox publishes its outcome
     */
    Request(RequestId id, long receivedNanos, Duration deadline, ResultPublisher outbox) {
        this.id = id;
        this.receivedNanos = receivedNanos;
        this.deadline = deadline;
        this.outbox = outbox;
    }

    RequestId id() {
        return id;
    }

    Duration deadline() {
        return deadline;
    }

    ResultPublisher outbox() {
        return outbox;
    }

    /** Returns the time since its arrival; never negative. */
    Duration age(long nowNanos) {
        return Duration.ofNanos(Math.max(0, nowNanos - receivedNanos));
    }

    /** Returns the rest of its deadline; negative after the deadline. */
    Duration remaining(long nowNanos) {
        return deadline.minus(age(nowNanos));
    }

    boolean isExpired(long nowNanos) {
        return remaining(nowNanos).isNegative();
    }

    /**
     * Reserves the single outcome for the caller, who publishes it.
     *
     * @return false if there is an outcome already
     */
    boolean beginOutcome() {
        return hasOutcome.compareAndSet(false, true);
    }

    /** Releases the reservation after an outcome could not be published. */
    void outcomeFailed() {
        hasOutcome.set(false);
    }
}
