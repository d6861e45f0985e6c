package dev.chorus.tools.benchmark.faults;

import java.util.List;

/**
 * How one process fared.
 *
 * @param gateway its name
 * @param vitals one after each round, in order, at least one
 */
record Course(String gateway, List<Vitals> vitals) {

    /** Memory may be above its level after the warm-up by so much. */
    private static final double GROWTH = 1.05;

    /** The JVM lets go of what is reachable softly after a second for each free megabyte, here two minutes: that is rounds. */
    private static final int PERIOD = 4;

    Course {
        vitals = List.copyOf(vitals);
    }

    /** The level after the warm-up. */
    Vitals first() {
        return level(vitals.subList(0, period()));
    }

    /** The level in the end. */
    Vitals last() {
        return level(vitals.subList(vitals.size() - period(), vitals.size()));
    }

    private int period() {
        return Math.max(1, Math.min(PERIOD, vitals.size() / 2));
    }

    /** The least of each: what grows for good raises that too, and what is let go now and then does not count. */
    private static Vitals level(List<Vitals> some) {
        return some.stream().reduce(Vitals::least).orElseThrow();
    }

    /** Whether memory is within 5 % of the level after the warm-up, and no thread or handle more is there. */
    boolean isFlat() {
        return last().residentKibibytes() <= first().residentKibibytes() * GROWTH
                && last().heapKibibytes() <= first().heapKibibytes() * GROWTH
                && last().threads() <= first().threads()
                && last().handles() <= first().handles();
    }
}
