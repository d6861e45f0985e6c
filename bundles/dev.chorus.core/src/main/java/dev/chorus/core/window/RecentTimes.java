package dev.chorus.core.window;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The last few answer times of one variant. Not thread-safe. */
final class RecentTimes {

    static final int KEPT = 32;

    private final long[] nanos = new long[KEPT];
    private int added;

    void add(long tookNanos) {
        nanos[added++ % KEPT] = tookNanos;
        if (added == 2 * KEPT) {
            added = KEPT;
        }
    }

    /** Empty before there is any. */
    Optional<Duration> median() {
        int size = Math.min(added, KEPT);
        if (size == 0) {
            return Optional.empty();
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return Optional.of(Duration.ofNanos(sorted[size / 2]));
    }
}
