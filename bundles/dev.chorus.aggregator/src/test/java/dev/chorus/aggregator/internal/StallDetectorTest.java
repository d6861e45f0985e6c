package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallDetectorTest {

    private static final Duration ALLOWED = StallDetector.INTERVAL.plus(StallDetector.LIMIT);

    /** Overflows within each test, as the clock of a JVM may. */
    private long nowNanos = Long.MAX_VALUE;

    private final StallDetector detector = new StallDetector(nowNanos);

    private boolean stalledAfter(Duration time) {
        nowNanos += time.toNanos();
        return detector.stalledUntil(nowNanos);
    }

    @Test
    void stalledUntil_observedInTime_isFalse() {
        assertFalse(stalledAfter(ALLOWED));
    }

    @Test
    void stalledUntil_observedTooLate_isTrue() {
        assertTrue(stalledAfter(ALLOWED.plusNanos(1)));
    }

    @Test
    void stalledUntil_afterAStall_isFalse() {
        stalledAfter(ALLOWED.multipliedBy(10));

        assertFalse(stalledAfter(ALLOWED));
    }

    @Test
    void stalledUntil_observedInTimeManyTimes_isFalse() {
        for (int observation = 0; observation < 10; observation++) {
            assertFalse(stalledAfter(StallDetector.INTERVAL));
        }
    }
}
