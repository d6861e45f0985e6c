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
 * Tracks the aggregators of one family, including this one. Bounded; belongs to one thread, which passes the time in.
 *
 * <p>This aggregator takes its share a little after its peers have received its status, so that no two regard
 * themselves as the first: it receives its own status as they do, through the broker.
 */
final class PeerDirectory {

    /** Maximum number of peers. */
    static final int MAX_PEERS = 64;

    /**
     * Pause between receiving its own status and taking a share: longer than a broker takes from one subscriber to
     * the next.
     */
    static final Duration SETTLING = Duration.ofMillis(200);

    /** Time after which the peers are assumed to know this aggregator, even if it did not receive its own status. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Counter in an aggregator's status that is 1 once it takes its share, and 0 before. */
    static final String SHARING = "sharing";

    private static final Long NOT_SHARING = 0L;

    private final String self;
    private final Map<String, Long> receivedNanos = new TreeMap<>();
    /** Peers that do not take their share yet. */
    private final Set<String> newcomers = new TreeSet<>();

    private OptionalLong sharesNanos = OptionalLong.empty();
    private boolean ownStatusReceived;

    PeerDirectory(String self) {
        this.self = self;
    }

    /** Handles a new connection: the peers may not know this aggregator. */
    void connected(long nowNanos) {
        sharesNanos = OptionalLong.of(nowNanos + PATIENCE.toNanos());
    }

    /**
     * Records the status of an aggregator.
     *
     * @return false, without a change, if there is no room for another peer
     */
    boolean update(Status status, long nowNanos) {
        boolean live = status.state().isAwaited();
        if (status.id().equals(self)) {
            ownStatusReceived |= live;
            if (live && sharesNanos.isPresent() && sharesNanos.getAsLong() - nowNanos > SETTLING.toNanos()) {
                sharesNanos = OptionalLong.of(nowNanos + SETTLING.toNanos());
            }
        } else if (!live) {
            receivedNanos.remove(status.id());
        } else if (receivedNanos.size() < MAX_PEERS || receivedNanos.containsKey(status.id())) {
            receivedNanos.put(status.id(), nowNanos);
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
     * Makes room by dropping one of the given aggregators.
     *
     * @return false, without a change, if none of them is known
     */
    boolean dropOneOf(Set<String> aggregators) {
        return aggregators.stream().anyMatch(one -> receivedNanos.remove(one) != null);
    }

    /** Drops the aggregators that are not allowed. */
    void retain(NamePatterns allowed) {
        receivedNanos.keySet().removeIf(aggregator -> !allowed.allow(aggregator));
    }

    /** Whether its own status was received: the broker has delivered the retained statuses of peers before. */
    boolean hasOwnStatus() {
        return ownStatusReceived;
    }

    /**
     * Removes peers that were silent for too long, and lets this aggregator take its share once its peers know it.
     */
    void expire(long nowNanos) {
        receivedNanos.values().removeIf(received -> nowNanos - received >= VariantDirectory.SILENCE.toNanos());
        if (sharesNanos.isPresent() && sharesNanos.getAsLong() - nowNanos <= 0) {
            sharesNanos = OptionalLong.empty();
        }
    }

    /** When {@link #expire} could have something to do. */
    OptionalLong next() {
        OptionalLong next = sharesNanos;
        for (long received : receivedNanos.values()) {
            long silent = received + VariantDirectory.SILENCE.toNanos();
            if (next.isEmpty() || silent - next.getAsLong() < 0) {
                next = OptionalLong.of(silent);
            }
        }
        return next;
    }

    /** Returns the peers for the fusion windows. */
    PeerSet peers() {
        newcomers.retainAll(receivedNanos.keySet());
        return new PeerSet(self, receivedNanos.keySet(), newcomers, sharesNanos.isEmpty());
    }
}
