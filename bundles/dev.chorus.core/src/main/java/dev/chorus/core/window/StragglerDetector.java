package dev.chorus.core.window;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Detects variants whose results are late repeatedly. Bounded by the members; belongs to the thread that owns
 * its {@link FusionWindows}.
 *
 * <p>A variant falls behind when so many windows in a row had to close at their deadline without it, and has caught up when as
 * many of its results in a row came within half of the time that they had, whether or not anybody still waited for them.
 */
final class StragglerDetector {

    private static final class Record {
        private final RecentTimes times = new RecentTimes();
        private int missed;
        private int inTime;
        private boolean behind;
    }

    private final Map<String, Record> byVariant = new HashMap<>();

    /** Only of these anything is remembered; who is not waited for begins anew. */
    void retain(Set<String> awaited) {
        byVariant.keySet().retainAll(awaited);
    }

    /** A window closed at its deadline without a variant it had waited for; whether that has fallen behind by it. */
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

    /** Who is late again and again. */
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
