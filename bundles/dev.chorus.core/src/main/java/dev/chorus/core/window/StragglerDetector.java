package dev.chorus.core.window;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Detects variants whose results are late repeatedly. Bounded by the members; belongs to the thread that owns its
 * {@link FusionWindows}.
 *
 * <p>A variant falls behind when a given number of windows in a row had to close at their deadline without it, and has
 * caught up when as many of its results in a row came within half of their time limit, whether or not windows still
 * waited for them.
 */
final class StragglerDetector {

    private static final class Record {
        private final RecentTimes times = new RecentTimes();
        private int missed;
        private int inTime;
        private boolean behind;
    }

    private final Map<String, Record> byVariant = new HashMap<>();

    /** Removes all other variants; a removed variant starts again without a history. */
    void retain(Set<String> awaited) {
        byVariant.keySet().retainAll(awaited);
    }

    /**
     * Records a window that closed at its deadline without an awaited variant. Returns true if the variant falls
     * behind.
     */
    boolean missed(String variant, int limit) {
        Record of = of(variant);
        of.missed++;
        of.inTime = 0;
        if (limit == 0 || of.behind || of.missed < limit) {
            return false;
        }
        of.behind = true;
        return true;
    }

    /**
     * Records a result, in time or not. Returns true if the variant has caught up.
     *
     * @param tookNanos since its window was opened
     * @param allowedNanos from there to the deadline
     */
    boolean recordResult(String variant, long tookNanos, long allowedNanos, int limit) {
        Record of = of(variant);
        of.times.add(tookNanos);
        if (tookNanos > allowedNanos / 2) {
            of.inTime = 0;
            return false;
        }
        of.missed = 0;
        of.inTime++;
        if (!of.behind || of.inTime < limit) {
            return false;
        }
        of.behind = false;
        return true;
    }

    private Record of(String variant) {
        return byVariant.computeIfAbsent(variant, any -> new Record());
    }

    /** The stragglers. */
    Set<String> behind() {
        Set<String> behind = new TreeSet<>();
        byVariant.forEach((variant, record) -> {
            if (record.behind) {
                behind.add(variant);
            }
        });
        return behind;
    }

    /** The median of each variant's recent answer times. */
    Map<String, Duration> answerTimes() {
        Map<String, Duration> times = new HashMap<>();
        byVariant.forEach((variant, record) -> record.times.median().ifPresent(median -> times.put(variant, median)));
        return times;
    }
}
