package dev.chorus.core.window;

import dev.chorus.core.protocol.FusedResult;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;

/** The other aggregators, and those who were. Bounded; belongs to the thread that owns its {@link FusionWindows}. */
final class Company {

    private static final int MAX_DEPARTED = 64;

    private final Set<String> departed = new LinkedHashSet<>();
    private Peers peers;
    private OptionalLong settledNanos = OptionalLong.empty();

    Company(Peers peers) {
        this.peers = peers;
    }

    Peers peers() {
        return peers;
    }

    boolean isAlone() {
        return peers.others().isEmpty();
    }

    /**
     * Other aggregators are there from now on.
     *
     * @throws IllegalArgumentException if self is another
     */
    void set(Peers newPeers, long nowNanos) {
        if (!newPeers.self().equals(peers.self())) {
            throw new IllegalArgumentException("self is '" + newPeers.self() + "', allowed is '" + peers.self() + "'");
        }
        Set<String> gone = new HashSet<>(peers.others());
        gone.removeAll(newPeers.others());
        if (!gone.isEmpty()) {
            departed.addAll(gone);
            settledNanos = OptionalLong.of(nowNanos + Turn.GRACE.toNanos());
        }
        departed.removeAll(newPeers.others());
        while (departed.size() > MAX_DEPARTED) {
            departed.remove(departed.iterator().next());
        }
        peers = newPeers;
    }

    /** Until when answers of somebody who has gone may still come; empty: that was long ago. */
    OptionalLong settledNanos() {
        return settledNanos;
    }

    /** Whether that time has come, once. */
    boolean settles(long nowNanos) {
        boolean settles = settledNanos.isPresent() && settledNanos.getAsLong() - nowNanos <= 0;
        if (settles) {
            settledNanos = OptionalLong.empty();
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
                || !peers.others().contains(answer.aggregator())
                        && peers.order(answer.id()).get(0).equals(peers.self());
    }
}
