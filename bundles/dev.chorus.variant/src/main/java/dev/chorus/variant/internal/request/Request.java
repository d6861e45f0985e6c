package dev.chorus.variant.internal.request;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;

/**
 * A request without its picture. Time is the machine's monotonic clock.
 *
 * @param id its name
 * @param receivedNanos when it arrived
 * @param deadline that it has from then on
 * @param outbox where its outcome goes
 */
public record Request(RequestId id, long receivedNanos, Duration deadline, Outbox outbox) {

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
}
