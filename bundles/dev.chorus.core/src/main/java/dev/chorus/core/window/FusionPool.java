package dev.chorus.core.window;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategy;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Fusions that have done their work and wait for another request, so that an aggregator which fuses thousands a second makes no
 * garbage of them. They are all of one strategy and number of classes, the last that was asked for. Belongs to the thread that owns its
 * {@link FusionWindows}.
 */
final class FusionPool {

    private static final int MOST = 64;

    private final Deque<Fusion> free = new ArrayDeque<>();
    private FusionStrategy strategy;
    private int classes;

    /** One with nothing added to it. */
    Fusion take(FusionStrategy wanted, int wantedClasses) {
        if (wanted != strategy || wantedClasses != classes) {
            free.clear();
            strategy = wanted;
            classes = wantedClasses;
        }
        Fusion used = free.pollLast();
        return used == null ? wanted.begin(wantedClasses) : used;
    }

    /** Takes one back that nobody will look at again. */
    void giveBack(Fusion used, FusionStrategy itsStrategy, int itsClasses) {
        if (itsStrategy == strategy && itsClasses == classes && free.size() < MOST) {
            used.clear();
            free.addLast(used);
        }
    }

    /** How many wait. */
    int size() {
        return free.size();
    }
}
