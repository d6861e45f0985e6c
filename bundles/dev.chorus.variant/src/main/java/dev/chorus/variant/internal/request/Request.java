package dev.chorus.variant.internal.request;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request without its picture. Time is the machine's monotonic clock. Safe for use by several threads. */
final class Request {

    private final RequestId id;
    private final long receivedNanos;
    private final Duration deadline;
    private final ResultPublisher outbox;
    private final AtomicBoolean hasOutcome = new AtomicBoolean();

    /**
     * A request without an outcome.
     *
     * @param id its name
     * @param receivedNanos when it arrived
     * @param deadline that it has from then on
     * @param outbox where its outcome goes
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

    /** How long ago it arrived; never negative. */
    Duration age(long nowNanos) {
        return Duration.ofNanos(Math.max(0, nowNanos - receivedNanos));
    }

    /** What is left of its deadline; negative when that has passed. */
    Duration remaining(long nowNanos) {
        return deadline.minus(age(nowNanos));
    }

    boolean isExpired(long nowNanos) {
        return remaining(nowNanos).isNegative();
    }

    /**
     * Reserves the one outcome for the caller, who publishes it.
     *
     * @return false if there is an outcome already
     */
    boolean beginOutcome() {
        return hasOutcome.compareAndSet(false, true);
    }

    /** The outcome could not be published: another one may be. */
    void outcomeFailed() {
        hasOutcome.set(false);
    }
}
