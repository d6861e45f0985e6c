package dev.chorus.core.window;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When an aggregator may answer one request ({@code docs/aggregator.md}, "Several aggregators"). The first of those that were
 * there when its window opened may at once; each further one only when those before it have let their time pass or are gone.
 * Peers that have never answered take less than one slot together, however many they are. Aggregators that start at the same time,
 * of which none shares yet, have turns among themselves once they share. Belongs to the thread that owns its {@link FusionWindows}.
 */
final class AnswerSchedule {

    /** A window closes a little before its deadline, so that the answer still arrives in time. */
    private static final Duration MAX_RESERVE = Duration.ofMillis(50);

    /** An answer can be under way while its sender's death is known already: brokers keep no order between subscriptions. */
    static final Duration GRACE = Duration.ofMillis(100);

    private static final int MOST_HALVINGS = 62;

    /** In their order. */
    private final Set<String> before = new LinkedHashSet<>();

    private final Set<String> after = new LinkedHashSet<>();
    /** Of a newcomer's window: the peers that may have answered the request before self was there. */
    private final Set<String> established = new HashSet<>();
    /** Of a newcomer's window: the peers that have not. */
    private final Set<String> newcomers = new HashSet<>();

    private final RequestId id;
    private final Set<String> proven;
    private final long openedNanos;
    private final long leftNanos;
    private boolean newcomer;
    private int provenBefore;
    private long dueNanos;
    private boolean held;
    private long beginsNanos;

    /**
     * The turn of {@link PeerSet#self()}.
     *
     * @param proven the peers that have answered before; not copied, may change
     * @param leftNanos until the answer must be there
     */
    AnswerSchedule(PeerSet peers, Set<String> proven, RequestId id, long leftNanos, long nowNanos) {
        this.id = id;
        this.proven = proven;
        this.openedNanos = nowNanos;
        this.leftNanos = leftNanos;
        beginsNanos = nowNanos;
        begin(peers);
    }

    private void begin(PeerSet peers) {
        newcomer = !peers.sharing();
        arrange(peers);
        held = newcomer && established.isEmpty();
    }

    /** Makes the window one of a newcomer: the peers may have answered it while self stood still. */
    void restart(PeerSet peers) {
        begin(peers);
    }

    private void arrange(PeerSet peers) {
        List<String> order = newcomer ? orderOfNewcomer(peers) : peers.order(id);
        int rank = order.indexOf(peers.self());
        before.clear();
        after.clear();
        before.addAll(order.subList(0, rank));
        after.addAll(order.subList(rank + 1, order.size()));
        // A peer that comes back has answered before. As a newcomer it has the shorter slot, so that no other peer,
        // which does not know of it
        // yet, answers at the same time as self.
        provenBefore = (int) before.stream()
                .filter(peer -> proven.contains(peer) && !peers.newcomers().contains(peer))
                .count();
        dueNanos = peers.others().isEmpty()
                ? openedNanos + leftNanos - Math.min(MAX_RESERVE.toNanos(), leftNanos / 10)
                : openedNanos + slot(provenBefore) + shareOfUnproven(rank - provenBefore);
    }

    /** A peer that starts to share meanwhile has its own window of this request as a newcomer, too. */
    private List<String> orderOfNewcomer(PeerSet peers) {
        newcomers.addAll(peers.newcomers());
        newcomers.retainAll(peers.others());
        PeerSet seen = new PeerSet(peers.self(), peers.others(), newcomers, false);
        established.clear();
        established.addAll(seen.established());
        return seen.order(id);
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
        return newcomer;
    }

    /** Whether a peer that has answered other requests may have answered this one before self was there. */
    boolean mayBeAnswered() {
        return established.stream().anyMatch(proven::contains);
    }

    /** Whether no other aggregator has its turn before. */
    boolean isFirst() {
        return before.isEmpty();
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
     * The others have changed. Peers that joined after the window opened get no slot, unless self is a newcomer and does not share yet:
     * a newcomer's own windows are those of all that were there before it, or came together with it.
     */
    void setPeers(PeerSet peers, long nowNanos) {
        boolean waits = !before.isEmpty();
        if (held) {
            arrange(peers);
            held = established.isEmpty() && !peers.sharing();
        }
        established.retainAll(peers.others());
        after.retainAll(peers.others());
        before.retainAll(peers.others());
        if (waits && before.isEmpty()) {
            beginsNanos = nowNanos + GRACE.toNanos();
        }
    }

    /** Peers that have never answered have no turn any more; nothing of them can be under way. */
    void dismiss(Set<String> peers) {
        established.removeAll(peers);
        after.removeAll(peers);
        before.removeAll(peers);
    }
}
