package dev.chorus.core.window;

import dev.chorus.core.peer.SortedCopies;
import dev.chorus.core.protocol.FusedResult;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tracks live peer aggregators and those that departed recently. Bounded; belongs to the thread that owns its
 * {@link FusionWindows}.
 */
final class PeerTracker {

    private static final int MAX_DEPARTED = 64;

    private final Set<String> departed = new LinkedHashSet<>();
    private final PeerRecord record = new PeerRecord();
    private PeerSet peers;
    /** Without the peers excluded from the order. */
    private PeerSet serving;

    private OptionalLong departedUntilNanos = OptionalLong.empty();

    PeerTracker(PeerSet peers) {
        this.peers = peers;
        this.serving = peers;
    }

    /** The aggregators in the answer order. */
    PeerSet serving() {
        return serving;
    }

    /** Whether no other aggregator is in the answer order. */
    boolean isAlone() {
        return serving.others().isEmpty();
    }

    /** Whether another aggregator is present that has answered before, so that it can take over open windows. */
    boolean hasSuccessor() {
        return serving.others().stream().anyMatch(record.proven()::contains);
    }

    /** The peers that have answered before; a view. */
    Set<String> proven() {
        return record.proven();
    }

    /** The peers that have never answered and are excluded from the order. */
    Set<String> dismissed() {
        return SortedCopies.set(record.dismissed());
    }

    /**
     * Replaces the peers.
     *
     * @throws IllegalArgumentException if self differs
     */
    void set(PeerSet newPeers, long nowNanos) {
        if (!newPeers.self().equals(peers.self())) {
            throw new IllegalArgumentException("self must be '" + peers.self() + "', was '" + newPeers.self() + "'");
        }
        Set<String> departedNow = without(serving.others(), newPeers.others());
        if (!departedNow.isEmpty()) {
            departedUntilNanos = OptionalLong.of(nowNanos + AnswerSchedule.GRACE.toNanos());
        }
        departed.addAll(without(peers.others(), newPeers.others()));
        departed.removeAll(newPeers.others());
        while (departed.size() > MAX_DEPARTED) {
            departed.remove(departed.iterator().next());
        }
        Set<String> remembered = new HashSet<>(departed);
        remembered.addAll(newPeers.others());
        record.set(without(newPeers.others(), peers.others()), remembered, nowNanos);
        peers = newPeers;
        updateServing();
    }

    private void updateServing() {
        serving = peers.without(record.dismissed());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Records an answer of a peer. Returns true if that peer is included in the order again because of it. */
    boolean answered(String peer) {
        boolean returns = record.dismissed().contains(peer);
        record.answered(peer);
        if (returns) {
            updateServing();
        }
        return returns;
    }

    /** Records slots that passed without an answer. Returns true if peers are excluded from the order because of it. */
    boolean passed(Collection<String> silent, long nowNanos) {
        boolean dismisses = record.passed(silent, nowNanos);
        if (dismisses) {
            updateServing();
        }
        return dismisses;
    }

    /** The time until which answers of a departed peer may still come; empty if there is none. */
    OptionalLong departedUntilNanos() {
        return departedUntilNanos;
    }

    /** Returns true once after that time. */
    boolean expireDeparted(long nowNanos) {
        boolean expired = departedUntilNanos.isPresent() && departedUntilNanos.getAsLong() - nowNanos <= 0;
        if (expired) {
            departedUntilNanos = OptionalLong.empty();
        }
        return expired;
    }

    /**
     * Whether another aggregator is present or departed recently: its last answer may arrive after the news of its
     * departure.
     */
    boolean knows(String aggregator) {
        return peers.others().contains(aggregator) || departed.contains(aggregator);
    }

    /**
     * Whether this aggregator has to repeat an answer: its own, and its share of the answers of departed aggregators.
     */
    boolean isOurs(FusedResult answer) {
        return answer.aggregator().equals(peers.self())
                || !serving.others().contains(answer.aggregator())
                        && serving.order(answer.id()).get(0).equals(peers.self());
    }
}
