package dev.chorus.mqtt.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts to connect: growing by a quarter from the shortest to the longest, each shortened at random by up to half so
 * that many links that lost the same broker do not come back in step. For one thread.
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

    /** The pause to make now. */
    Duration next() {
        Duration full = next;
        Duration longer = full.multipliedBy(5).dividedBy(4);
        next = longer.compareTo(max) < 0 ? longer : max;
        return Duration.ofNanos((long) (full.toNanos() * (0.5 + random.nextDouble() / 2)));
    }

    /** The pause to make now, of the longest that there are; so are the next ones. */
    Duration longest() {
        next = max;
        return next();
    }

    /** All is well: begin with the shortest again. */
    void reset() {
        next = min;
    }
}
