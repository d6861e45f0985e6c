package dev.chorus.mqtt.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Computes the pauses between attempts to connect: growing by a quarter from the shortest to the longest, each
 * shortened at random by up to half, so that many links that lost the same broker do not reconnect at the same time.
 * Not thread-safe.
 */
final class Backoff {

    private final Duration min;
    private final Duration max;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this.min = min;
        this.max = max;
        this.random = random;
        this.next = min;
    }

    /** Returns the next pause. */
    Duration next() {
        Duration full = next;
        Duration longer = full.multipliedBy(5).dividedBy(4);
        next = longer.compareTo(max) < 0 ? longer : max;
        return Duration.ofNanos((long) (full.toNanos() * (0.5 + random.nextDouble() / 2)));
    }

    /** Returns a pause of the longest kind; later pauses are as long. */
    Duration longest() {
        next = max;
        return next();
    }

    /** Starts over with the shortest pause. */
    void reset() {
        next = min;
    }
}
