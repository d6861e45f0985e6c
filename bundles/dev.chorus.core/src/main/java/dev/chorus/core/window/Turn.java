package dev.chorus.core.window;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When an aggregator may answer one request ({@code docs/aggregator.md}, "Several aggregators"). The first of those who were
 * there when its window opened may at once; each further one only when those before it have let their time pass or are gone.
 * Peers that have never answered take less than one slot together, however many they are. Belongs to the thread that owns its
 * {@link FusionWindows}.
 */
final class Turn {

    /** A window closes a little before its deadline, so that the answer still arrives in time. */
    private static final Duration MAX_RESERVE = Duration.ofMillis(50);

    /** An answer can be under way while its sender's death is known already: brokers keep no order between subscriptions. */
    static final Duration GRACE = Duration.ofMillis(100);

    private static final int MOST_HALVINGS = 62;

    /** In their order. */
    private final Set<String> before = new LinkedHashSet<>();

    private final Set<String> after = new LinkedHashSet<>();
    private final Set<String> proven;
    private final long openedNanos;
    private final long leftNanos;
    private final int provenBefore;
    private final long dueNanos;
    private final boolean newcomers;
    private boolean held;
    private long beginsNanos;

    /**
     * The turn of {@link Peers#self()}.
     *
     * @param proven the peers that have answered before; not copied, may change
     * @param leftNanos until the answer must be there
     */
    Turn(Peers peers, Set<String> proven, RequestId id, long leftNanos, long nowNanos) {
        this.proven = proven;
        this.openedNanos = nowNanos;
        this.leftNanos = leftNanos;
        beginsNanos = nowNanos;
        newcomers = !peers.sharing();
        if (peers.others().isEmpty()) {
            held = !peers.sharing();
            provenBefore = 0;
            dueNanos = nowNanos + leftNanos - Math.min(MAX_RESERVE.toNanos(), leftNanos / 10);
            return;
        }
        List<String> order = peers.order(id);
        int rank = order.indexOf(peers.self());
        before.addAll(order.subList(0, rank));
        after.addAll(order.subList(rank + 1, order.size()));
        provenBefore = (int) before.stream().filter(proven::contains).count();
        dueNanos = nowNanos + slot(provenBefore) + shareOfUnproven(rank - provenBefore);
    }

    /** Each has half of what is left: four fifths are the first's, nine tenths are over when the second has to answer. */
    private long slot(int rank) {
        return leftNanos - (leftNanos / 5 >> Math.min(rank, MOST_HALVINGS));
    }

    /** Each has half of what is left of the slot of the proven peer before them, so that it never ends later because of them. */
    private long shareOfUnproven(int number) {
        long slot = slot(provenBefore + 1) - slot(provenBefore);
        return slot - (slot >> Math.min(number, MOST_HALVINGS));
    }

    /** It does not begin before that time: an aggregator that has gone since may have answered. */
    void notBefore(long nanos) {
        beginsNanos = nanos;
    }

    /** At what time to answer with what there is. */
    long dueNanos() {
        return dueNanos;
    }

    /** Until when an answer is this aggregator's to give: what is said at the end of a turn must arrive before the next one's. */
    long overNanos() {
        boolean lastToAnswer = after.stream().noneMatch(proven::contains);
        return lastToAnswer
                ? openedNanos + leftNanos
                : dueNanos + (openedNanos + slot(provenBefore + 1) - dueNanos) * 3 / 4;
    }

    /** Whether the window was opened by an aggregator that did not share yet. */
    boolean isNewcomers() {
        return newcomers;
    }

    /** The aggregators whose turn comes before. */
    Set<String> before() {
        return before;
    }

    /**
     * The aggregators whose turn had passed when another one answered.
     *
     * @return in their order; empty if the turn of the first one is not over
     */
    List<String> passedBefore(String answering, long nowNanos) {
        List<String> passed = new ArrayList<>();
        if (!before.contains(answering) || nowNanos - openedNanos < slot(0)) {
            return passed;
        }
        for (String peer : before) {
            if (peer.equals(answering)) {
                break;
            }
            passed.add(peer);
        }
        return passed;
    }

    /** Whether an answer may be given before it is due. */
    boolean hasBegun(long nowNanos) {
        return !held && before.isEmpty() && nowNanos - beginsNanos >= 0;
    }

    /**
     * The others have changed. Peers that joined after the window opened get no slot, unless self knew of no peer then: a
     * newcomer's own windows are those of all who were there before it.
     */
    void setPeers(Peers peers, long nowNanos) {
        if (held && !peers.others().isEmpty()) {
            held = false;
            before.addAll(peers.others());
        } else if (held && peers.sharing()) {
            held = false;
        }
        after.retainAll(peers.others());
        if (before.retainAll(peers.others()) && before.isEmpty()) {
            beginsNanos = nowNanos + GRACE.toNanos();
        }
    }

    /** Peers that have never answered have no turn any more; nothing of them can be under way. */
    void dismiss(Set<String> peers) {
        after.removeAll(peers);
        before.removeAll(peers);
    }
}
