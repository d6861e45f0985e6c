package dev.chorus.aggregator.internal;

import java.time.Duration;

/**
 * Detects that the whole process stood still, for example because its machine was suspended. A thread that observes the time at least
 * every {@link #INTERVAL} and finds more missing than {@link #LIMIT} was not the only one that did not run.
 *
 * <p>Belongs to one thread, which passes the time in.
 */
final class StallDetector {

    /** How often the time has to be observed at least. */
    static final Duration INTERVAL = Duration.ofMillis(250);

    /** Longer than the scheduler of a machine that works delays a thread. */
    static final Duration LIMIT = Duration.ofMillis(500);

    private static final long LONGEST_NANOS = INTERVAL.plus(LIMIT).toNanos();

    private long lastNanos;

    /** @param nowNanos the first observation */
    StallDetector(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** Observes the time; returns whether the process stood still since the previous observation. */
    boolean stalledUntil(long nowNanos) {
        boolean stalled = nowNanos - lastNanos > LONGEST_NANOS;
        lastNanos = nowNanos;
        return stalled;
    }
}
