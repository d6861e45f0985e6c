package dev.chorus.core.window;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When an aggregator may answer one request ({@code docs/aggregator.md}, "Several aggregators"). The first of those who were
 * there when its window opened may at once; each further one only when those before it have let their time pass or are gone.
 * Belongs to the thread that owns its {@link FusionWindows}.
 */
final class Turn {

    /** A window closes a little before its deadline, so that the answer still arrives in time. */
    private static final Duration MAX_RESERVE = Duration.ofMillis(50);

    /** An answer can be under way while its sender's death is known already: brokers keep no order between subscriptions. */
    static final Duration GRACE = Duration.ofMillis(100);

    private final Set<String> before = new HashSet<>();
    private final long dueNanos;
    private final long overNanos;
    private final boolean newcomers;
    private boolean held;
    private long beginsNanos;

    /**
     * The turn of {@link Peers#self()}.
     *
     * @param leftNanos until the answer must be there
     */
    Turn(Peers peers, RequestId id, long leftNanos, long nowNanos) {
        beginsNanos = nowNanos;
        newcomers = !peers.sharing();
        if (peers.others().isEmpty()) {
            held = !peers.sharing();
            dueNanos = nowNanos + leftNanos - Math.min(MAX_RESERVE.toNanos(), leftNanos / 10);
            overNanos = nowNanos + leftNanos;
            return;
        }
        List<String> order = peers.order(id);
        int rank = order.indexOf(peers.self());
        before.addAll(order.subList(0, rank));
        long due = slot(rank, leftNanos);
        dueNanos = nowNanos + due;
        // What is said at the end of a turn must arrive before the next one's.
        overNanos = nowNanos + (rank == order.size() - 1 ? leftNanos : due + (slot(rank + 1, leftNanos) - due) * 3 / 4);
    }

    /** Each has half of what is left: four fifths are the first's, nine tenths are over when the second has to answer. */
    private static long slot(int rank, long leftNanos) {
        return leftNanos - (leftNanos / 5 >> Math.min(rank, 62));
    }

    /** It does not begin before that time: somebody who has gone since may have answered. */
    void notBefore(long nanos) {
        beginsNanos = nanos;
    }

    /** At what time to answer with what there is. */
    long dueNanos() {
        return dueNanos;
    }

    /** Until when an answer is this aggregator's to give. */
    long overNanos() {
        return overNanos;
    }

    /** Whether the window was opened by an aggregator that did not share yet. */
    boolean isNewcomers() {
        return newcomers;
    }

    /** Whether an answer may be given before it is due. */
    boolean hasBegun(long nowNanos) {
        return !held && before.isEmpty() && nowNanos - beginsNanos >= 0;
    }

    /**
     * The others have changed. Who has come since the window opened has no turn, unless self did not know of anybody then: a
     * newcomer's own windows are those of all who were there before it.
     */
    void setPeers(Peers peers, long nowNanos) {
        if (held && !peers.others().isEmpty()) {
            held = false;
            before.addAll(peers.others());
        } else if (held && peers.sharing()) {
            held = false;
        }
        if (before.retainAll(peers.others()) && before.isEmpty()) {
            beginsNanos = nowNanos + GRACE.toNanos();
        }
    }
}
