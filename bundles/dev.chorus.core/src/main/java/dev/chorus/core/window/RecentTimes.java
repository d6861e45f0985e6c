package dev.chorus.core.window;

import dev.chorus.core.metrics.Percentiles;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** The most recent answer times of one variant. Not thread-safe. */
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

    /** Empty before the first answer. */
    Optional<Duration> median() {
        OptionalDouble median = Percentiles.of(Arrays.stream(nanos, 0, Math.min(added, KEPT))
                        .asDoubleStream()
                        .toArray())
                .median();
        return median.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos((long) median.getAsDouble()));
    }
}
