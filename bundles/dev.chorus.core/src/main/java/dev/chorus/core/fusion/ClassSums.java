package dev.chorus.core.fusion;

import java.util.Arrays;

/**
 * A sum for each named class. Each class has a slot, {@code 0..size()-1}, in the order in which they were named; of
 * equal sums that of the smaller class index is better. Time and memory depend on the number of named classes, not on
 * the number of all classes.
 */
final class ClassSums {

    private static final int HASH = 0x9E3779B9;

    private static final int FEW = 16;

    /** Capacity kept for the next request; more is released, since the largest request may not recur. */
    static final int MOST_KEPT = 1024;

    private int[] classes = new int[FEW];
    private long[] sums = new long[FEW];
    /**
     * Slot plus 1 of the class that hashes to this index or an earlier one; 0: free. Twice as long as there are slots,
     * a power of two.
     */
    private int[] table = new int[2 * FEW];

    private int size;

    /** Adds to the sum of a class, which is 0 before it is named; returns its slot. */
    int add(int classIndex, long amount) {
        int slot = slotOf(classIndex);
        sums[slot] += amount;
        return slot;
    }

    private int slotOf(int classIndex) {
        int at = place(classIndex);
        if (table[at] != 0) {
            return table[at] - 1;
        }
        if (size == classes.length) {
            grow();
            at = place(classIndex);
        }
        classes[size] = classIndex;
        sums[size] = 0;
        table[at] = ++size;
        return size - 1;
    }

    /** Removes all classes; keeps capacity for at most {@value #MOST_KEPT}. */
    void clear() {
        size = 0;
        if (classes.length > MOST_KEPT) {
            classes = new int[FEW];
            sums = new long[FEW];
            table = new int[2 * FEW];
        } else {
            Arrays.fill(table, 0);
        }
    }

    /** The index in the table of a class, or the free one where it would be added. */
    private int place(int classIndex) {
        int mask = table.length - 1;
        int at = classIndex * HASH >>> Integer.numberOfLeadingZeros(mask);
        while (table[at] != 0 && classes[table[at] - 1] != classIndex) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        classes = Arrays.copyOf(classes, 2 * size);
        sums = Arrays.copyOf(sums, 2 * size);
        table = new int[4 * size];
        for (int slot = 0; slot < size; slot++) {
            table[place(classes[slot])] = slot + 1;
        }
    }

    int size() {
        return size;
    }

    int classAt(int slot) {
        return classes[slot];
    }

    long sumAt(int slot) {
        return sums[slot];
    }

    /** The classes of all slots. */
    int[] classes() {
        return Arrays.copyOf(classes, size);
    }

    /** The greatest sum; requires at least one class. */
    long greatest() {
        long greatest = sums[0];
        for (int slot = 1; slot < size; slot++) {
            greatest = Math.max(greatest, sums[slot]);
        }
        return greatest;
    }

    /**
     * Returns the difference between the greatest sum and the next.
     *
     * @param ofUnnamed sum of the unnamed classes
     * @param classes number of classes, named or not
     */
    long margin(long ofUnnamed, int classes) {
        long first = Long.MIN_VALUE;
        long second = size < classes ? ofUnnamed : Long.MIN_VALUE;
        for (int slot = 0; slot < size; slot++) {
            if (sums[slot] > first) {
                second = Math.max(second, first);
                first = sums[slot];
            } else {
                second = Math.max(second, sums[slot]);
            }
        }
        return first - second;
    }

    /** The slots of the greatest sums, best first. */
    int[] best(int atMost) {
        int[] best = new int[Math.min(atMost, size)];
        int filled = 0;
        for (int slot = 0; slot < size; slot++) {
            if (filled == best.length && !isBetter(slot, best[filled - 1])) {
                continue;
            }
            int at = filled < best.length ? filled++ : filled - 1;
            while (at > 0 && isBetter(slot, best[at - 1])) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = slot;
        }
        return best;
    }

    private boolean isBetter(int slot, int other) {
        return sums[slot] != sums[other] ? sums[slot] > sums[other] : classes[slot] < classes[other];
    }
}
