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

    Course {
        vitals = List.copyOf(vitals);
    }

    /** After the warm-up, which is the first round. */
    Vitals first() {
        return vitals.get(0);
    }

    Vitals last() {
        return vitals.get(vitals.size() - 1);
    }

    /** Whether memory is within 5 % of the level after the warm-up, and no thread or handle more is there. */
    boolean isFlat() {
        return last().residentKibibytes() <= first().residentKibibytes() * GROWTH
                && last().heapKibibytes() <= first().heapKibibytes() * GROWTH
                && last().threads() <= first().threads()
                && last().handles() <= first().handles();
    }
}
