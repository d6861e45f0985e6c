package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A publication in the outbox, with the future of its publisher.
 *
 * @param publication the message
 * @param bytes upper bound of the packet size
 * @param outcome future returned to the publisher
 * @param acceptedNanos when it was accepted, on the clock of {@link System#nanoTime()}
 * @param untilHeard whether it is sent again while the topic has no subscriber
 * @param mayHaveArrived set once a connection broke while the message was in flight
 */
public record OutboundMessage(
        Publication publication,
        long bytes,
        CompletableFuture<Void> outcome,
        long acceptedNanos,
        boolean untilHeard,
        AtomicBoolean mayHaveArrived) {

    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);

    static OutboundMessage of(Publication publication, long acceptedNanos, boolean untilHeard) {
        long bytes = PacketSize.of(publication.topic(), publication.payload(), publication.properties());
        return new OutboundMessage(
                publication, bytes, new CompletableFuture<>(), acceptedNanos, untilHeard, new AtomicBoolean());
    }

    /** Returns the pause before it is sent again: its age, so that the pauses double. */
    Duration rest(long nowNanos) {
        Duration age = Duration.ofNanos(nowNanos - acceptedNanos);
        return age.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : age.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : age;
    }

    /** Returns the time until it expires; empty if it never does, negative once it has. */
    Optional<Duration> left(long nowNanos) {
        return publication.properties().expiry().map(expiry -> expiry.minusNanos(nowNanos - acceptedNanos));
    }

    boolean expired(long nowNanos) {
        return left(nowNanos).filter(left -> left.isNegative() || left.isZero()).isPresent();
    }

    /**
     * Returns the publication with the remaining expiry, marked as resent if it may have arrived on an earlier
     * connection.
     */
    public Publication sendable(long nowNanos) {
        MessageProperties properties = publication.properties();
        MessageProperties remaining = left(nowNanos).map(properties::withExpiry).orElse(properties);
        return publication.with(mayHaveArrived.get() ? remaining.asResent() : remaining);
    }

    /** Compares by identity, whatever the content. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
