package dev.chorus.core.window;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.FusionStrategy;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reuses the fusions of closed windows, so that an aggregator that fuses thousands of requests a second creates no
 * garbage for them. All pooled fusions have one strategy and number of classes, the last requested. Belongs to the
 * thread that owns its {@link FusionWindows}.
 */
final class FusionPool {

    private static final int MOST = 64;

    private final Deque<Fusion> free = new ArrayDeque<>();
    private FusionStrategy strategy;
    private int classes;

    /** Returns an empty fusion. */
    Fusion take(FusionStrategy wanted, int wantedClasses) {
        if (wanted != strategy || wantedClasses != classes) {
            free.clear();
            strategy = wanted;
            classes = wantedClasses;
        }
        Fusion used = free.pollLast();
        return used == null ? wanted.begin(wantedClasses) : used;
    }

    /** Returns a fusion to the pool; the caller must not use it afterwards. */
    void giveBack(Fusion used, FusionStrategy itsStrategy, int itsClasses) {
        if (itsStrategy == strategy && itsClasses == classes && free.size() < MOST) {
            used.clear();
            free.addLast(used);
        }
    }

    /** The number of pooled fusions. */
    int size() {
        return free.size();
    }
}
