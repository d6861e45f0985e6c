package dev.chorus.core.window;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tracks which peer aggregators have answered a request, and which let their slot pass without ever having answered.
 * Any client that may publish a status can name an aggregator; such a name is excluded from the order until it answers.
 * After such a slot, newly named peers have to answer first for a while. Bounded by the peers; belongs to the thread
 * that owns its {@link FusionWindows}.
 */
final class PeerRecord {

    /** How long after a slot that passed without an answer a newly named peer gets no slot before it answers. */
    static final Duration CAUTION = UnprovenVariants.CAUTION;

    private final Set<String> proven = new HashSet<>();
    private final Set<String> dismissed = new HashSet<>();
    private OptionalLong cautiousUntilNanos = OptionalLong.empty();

    /**
     * Replaces the peers.
     *
     * @param joined the peers that were not present before
     * @param remembered the peers that are present or departed recently
     */
    void set(Collection<String> joined, Collection<String> remembered, long nowNanos) {
        proven.retainAll(remembered);
        dismissed.retainAll(remembered);
        if (cautiousUntilNanos.isPresent() && cautiousUntilNanos.getAsLong() - nowNanos > 0) {
            joined.stream().filter(peer -> !proven.contains(peer)).forEach(dismissed::add);
        } else {
            cautiousUntilNanos = OptionalLong.empty();
        }
    }

    /** Records an answer of a peer. */
    void answered(String peer) {
        proven.add(peer);
        dismissed.remove(peer);
    }

    /**
     * Records that the slots of peers passed without an answer.
     *
     * @return true if peers are excluded from the order because of it
     */
    boolean passed(Collection<String> peers, long nowNanos) {
        boolean changed = false;
        for (String peer : peers) {
            changed |= !proven.contains(peer) && dismissed.add(peer);
        }
        if (changed) {
            cautiousUntilNanos = OptionalLong.of(nowNanos + CAUTION.toNanos());
        }
        return changed;
    }

    /** The peers that have answered; a view. */
    Set<String> proven() {
        return proven;
    }

    /** The peers excluded from the order; a view. */
    Set<String> dismissed() {
        return dismissed;
    }
}
