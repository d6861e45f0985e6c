package dev.chorus.core.window;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Determines when an aggregator may answer one request ({@code docs/aggregator.md}, "Several aggregators"). The first
 * of the aggregators that were present when its window opened may answer at once; each further one only after those
 * before it let their slot pass or departed. Peers that have never answered get less than one slot together, however
 * many they are. Aggregators that start at the same time, of which none shares yet, order themselves once they share.
 * Belongs to the thread that owns its {@link FusionWindows}.
 */
final class AnswerSchedule {

    /** A window closes shortly before its deadline, so that the answer still arrives in time. */
    private static final Duration MAX_RESERVE = Duration.ofMillis(50);

    /** An answer may arrive after the news of its sender's departure: brokers keep no order between subscriptions. */
    static final Duration GRACE = Duration.ofMillis(100);

    private static final int MOST_HALVINGS = 62;

    /** In answer order. */
    private final Set<String> before = new LinkedHashSet<>();

    private final Set<String> after = new LinkedHashSet<>();
    /** In a newcomer's window: the peers that may have answered the request before self was present. */
    private final Set<String> established = new HashSet<>();
    /** In a newcomer's window: the peers that cannot have answered it before. */
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
     * Creates the schedule of {@link PeerSet#self()}.
     *
     * @param proven the peers that have answered before; not copied, may change
     * @param leftNanos time until the answer must arrive
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

    /** Turns the window into one of a newcomer: the peers may have answered it while self was suspended. */
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
        // A peer that returns has answered before. As a newcomer it gets the shorter slot, so that another peer that
        // does not know of it yet does not answer at the same time as self.
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

    /**
     * Each rank gets half of the rest: four fifths for the first, and nine tenths are over when the second has to
     * answer.
     */
    private long slot(int rank) {
        return leftNanos - (leftNanos / 5 >> Math.min(rank, MOST_HALVINGS));
    }

    /** Each gets half of the rest of the slot of the proven peer before them, so that their number never extends it. */
    private long shareOfUnproven(int number) {
        long slot = slot(provenBefore + 1) - slot(provenBefore);
        return slot - (slot >> Math.min(number, MOST_HALVINGS));
    }

    /** Delays the schedule until a time: an aggregator that departed meanwhile may have answered. */
    void notBefore(long nanos) {
        beginsNanos = nanos;
    }

    /** The time at which to answer with the results available. */
    long dueNanos() {
        return dueNanos;
    }

    /**
     * The time until which this aggregator may answer: an answer sent at the end of its slot must arrive before that of
     * the next.
     */
    long validUntilNanos() {
        boolean lastToAnswer = after.stream().noneMatch(proven::contains);
        return lastToAnswer
                ? openedNanos + leftNanos
                : dueNanos + (openedNanos + slot(provenBefore + 1) - dueNanos) * 3 / 4;
    }

    /** Whether the window was opened while this aggregator did not share yet. */
    boolean isNewcomer() {
        return newcomer;
    }

    /** Whether a peer that has answered other requests may have answered this one before self was present. */
    boolean mayBeAnswered() {
        return established.stream().anyMatch(proven::contains);
    }

    /** Whether no other aggregator comes before this one. */
    boolean isFirst() {
        return before.isEmpty();
    }

    /** The aggregators that come before this one. */
    Set<String> before() {
        return before;
    }

    /**
     * Returns the aggregators whose slot had passed when another one answered.
     *
     * @return in answer order; empty if the slot of the first one is not over
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
     * Replaces the peers. Peers that joined after the window opened get no slot, unless self is a newcomer that does
     * not share yet: a newcomer's own windows belong to all aggregators that were present before it, or joined together
     * with it.
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

    /** Removes peers that have never answered from the order; no answer of theirs can be in transit. */
    void dismiss(Set<String> peers) {
        established.removeAll(peers);
        after.removeAll(peers);
        before.removeAll(peers);
    }
}
