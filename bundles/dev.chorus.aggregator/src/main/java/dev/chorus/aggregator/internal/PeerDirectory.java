package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.window.PeerSet;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tracks the aggregators of one family, self included. Bounded; belongs to one thread, which passes the time in.
 *
 * <p>Self takes its share a little after the others have learned of it, so that never two take themselves for the first: it hears
 * its own status as they do, by way of the broker.
 */
final class PeerDirectory {

    /** The most other aggregators that are remembered. */
    static final int MAX_PEERS = 64;

    /** From hearing of itself to taking a share: longer than a broker takes from one subscriber to the next. */
    static final Duration SETTLING = Duration.ofMillis(200);

    /** Self counts as known to the others after that long, though its own status did not come back. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The counter of an aggregator's status that is 1 once it takes its share, and 0 before. */
    static final String SHARING = "sharing";

    private static final Long NOT_SHARING = 0L;

    private final String self;
    private final Map<String, Long> heardNanos = new TreeMap<>();
    /** Those of them that do not take their share yet. */
    private final Set<String> newcomers = new TreeSet<>();

    private OptionalLong sharesNanos = OptionalLong.empty();
    private boolean heardItself;

    PeerDirectory(String self) {
        this.self = self;
    }

    /** Handles a new connection: the peers may not know of self. */
    void connected(long nowNanos) {
        sharesNanos = OptionalLong.of(nowNanos + PATIENCE.toNanos());
    }

    /**
     * Records the status of an aggregator.
     *
     * @return false, and nothing changed, if there is no room for one more
     */
    boolean update(Status status, long nowNanos) {
        boolean there = status.state().isAwaited();
        if (status.id().equals(self)) {
            heardItself |= there;
            if (there && sharesNanos.isPresent() && sharesNanos.getAsLong() - nowNanos > SETTLING.toNanos()) {
                sharesNanos = OptionalLong.of(nowNanos + SETTLING.toNanos());
            }
        } else if (!there) {
            heardNanos.remove(status.id());
        } else if (heardNanos.size() < MAX_PEERS || heardNanos.containsKey(status.id())) {
            heardNanos.put(status.id(), nowNanos);
            if (NOT_SHARING.equals(status.counters().get(SHARING))) {
                newcomers.add(status.id());
            } else {
                newcomers.remove(status.id());
            }
        } else {
            return false;
        }
        return true;
    }

    /**
     * Makes room by forgetting one of some aggregators.
     *
     * @return false, and nothing changed, if none of them is remembered
     */
    boolean forgetOneOf(Set<String> aggregators) {
        return aggregators.stream().anyMatch(one -> heardNanos.remove(one) != null);
    }

    /** Forgets the aggregators that are not allowed. */
    void retain(NamePatterns allowed) {
        heardNanos.keySet().removeIf(aggregator -> !allowed.allow(aggregator));
    }

    /** Whether a status of self came back: the broker has delivered what it had kept of others before that. */
    boolean hasHeardItself() {
        return heardItself;
    }

    /** Removes peers that were silent for too long, and lets self share once its peers know of it. */
    void expire(long nowNanos) {
        heardNanos.values().removeIf(heard -> nowNanos - heard >= VariantDirectory.SILENCE.toNanos());
        if (sharesNanos.isPresent() && sharesNanos.getAsLong() - nowNanos <= 0) {
            sharesNanos = OptionalLong.empty();
        }
    }

    /** When {@link #expire} could have something to do. */
    OptionalLong next() {
        OptionalLong next = sharesNanos;
        for (long heard : heardNanos.values()) {
            long silent = heard + VariantDirectory.SILENCE.toNanos();
            if (next.isEmpty() || silent - next.getAsLong() < 0) {
                next = OptionalLong.of(silent);
            }
        }
        return next;
    }

    /** The peers as windows need them. */
    PeerSet peers() {
        newcomers.retainAll(heardNanos.keySet());
        return new PeerSet(self, heardNanos.keySet(), newcomers, sharesNanos.isEmpty());
    }
}
