package dev.chorus.aggregator.internal;

import java.time.Duration;

/**
 * Detects that the whole process stalled, for example because its machine was suspended. If the thread that observes
 * the time at least every {@link #INTERVAL} finds more than {@link #LIMIT} missing, it was not the only one that did
 * not run.
 *
 * <p>Belongs to one thread, which passes the time in.
 */
final class StallDetector {

    /** Minimum frequency of observations, as an interval. */
    static final Duration INTERVAL = Duration.ofMillis(250);

    /** Longer than the scheduler of a healthy machine delays a thread. */
    static final Duration LIMIT = Duration.ofMillis(500);

    private static final long LONGEST_NANOS = INTERVAL.plus(LIMIT).toNanos();

    private long lastNanos;

    /** @param nowNanos the first observation */
    StallDetector(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** Observes the time; returns whether the process stalled since the previous observation. */
    boolean stalledUntil(long nowNanos) {
        boolean stalled = nowNanos - lastNanos > LONGEST_NANOS;
        lastNanos = nowNanos;
        return stalled;
    }
}
