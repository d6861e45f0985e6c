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

/** Tracks live peer aggregators and those that departed recently. Bounded; belongs to the thread that owns its {@link FusionWindows}. */
final class PeerTracker {

    private static final int MAX_DEPARTED = 64;

    private final Set<String> departed = new LinkedHashSet<>();
    private final PeerRecord record = new PeerRecord();
    private PeerSet peers;
    /** Without the peers that have no turn. */
    private PeerSet serving;

    private OptionalLong departedUntilNanos = OptionalLong.empty();

    PeerTracker(PeerSet peers) {
        this.peers = peers;
        this.serving = peers;
    }

    /** The aggregators that have a turn. */
    PeerSet serving() {
        return serving;
    }

    /** Whether no other aggregator has a turn. */
    boolean isAlone() {
        return serving.others().isEmpty();
    }

    /** Whether another aggregator is there that has answered before, so that open windows can be left to it. */
    boolean hasSuccessor() {
        return serving.others().stream().anyMatch(record.proven()::contains);
    }

    /** The peers that have answered before; a view. */
    Set<String> proven() {
        return record.proven();
    }

    /** The peers that have never answered and have no turn any more. */
    Set<String> dismissed() {
        return SortedCopies.set(record.dismissed());
    }

    /**
     * Replaces the peers.
     *
     * @throws IllegalArgumentException if self is another
     */
    void set(PeerSet newPeers, long nowNanos) {
        if (!newPeers.self().equals(peers.self())) {
            throw new IllegalArgumentException("self is '" + newPeers.self() + "', allowed is '" + peers.self() + "'");
        }
        Set<String> gone = without(serving.others(), newPeers.others());
        if (!gone.isEmpty()) {
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
        serve();
    }

    private void serve() {
        serving = peers.without(record.dismissed());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Records an answer of a peer. Returns true if that peer has a turn again because of it. */
    boolean answered(String peer) {
        boolean returns = record.dismissed().contains(peer);
        record.answered(peer);
        if (returns) {
            serve();
        }
        return returns;
    }

    /** Records turns that passed without an answer. Returns true if peers have no turn any more because of it. */
    boolean passed(Collection<String> silent, long nowNanos) {
        boolean dismisses = record.passed(silent, nowNanos);
        if (dismisses) {
            serve();
        }
        return dismisses;
    }

    /** The time until which answers of a departed peer may still come; empty if there is none. */
    OptionalLong departedUntilNanos() {
        return departedUntilNanos;
    }

    /** Returns true once when that time has come. */
    boolean expireDeparted(long nowNanos) {
        boolean settles = departedUntilNanos.isPresent() && departedUntilNanos.getAsLong() - nowNanos <= 0;
        if (settles) {
            departedUntilNanos = OptionalLong.empty();
        }
        return settles;
    }

    /** Whether another aggregator is there, or was: what it said last may come after the news that it has gone. */
    boolean knows(String aggregator) {
        return peers.others().contains(aggregator) || departed.contains(aggregator);
    }

    /** Whether an answer is to be repeated by this aggregator: its own, and its share of those of aggregators that have gone. */
    boolean isOurs(FusedResult answer) {
        return answer.aggregator().equals(peers.self())
                || !serving.others().contains(answer.aggregator())
                        && serving.order(answer.id()).get(0).equals(peers.self());
    }
}
