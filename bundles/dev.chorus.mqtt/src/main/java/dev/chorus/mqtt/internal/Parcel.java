package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A publication on its way, with what was promised for it.
 *
 * @param publication what to send
 * @param outcome what its publisher waits for
 * @param acceptedNanos when it was accepted, on the clock of {@link System#nanoTime()}
 */
public record Parcel(Publication publication, CompletableFuture<Void> outcome, long acceptedNanos) {

    private static final int FIXED_BYTES = 64;
    private static final int BYTES_A_USER_PROPERTY = 5;

    /** How long it is still of use; empty if for ever. Negative once it is not. */
    Optional<Duration> left(long nowNanos) {
        return publication.properties().expiry().map(expiry -> expiry.minusNanos(nowNanos - acceptedNanos));
    }

    boolean expired(long nowNanos) {
        return left(nowNanos).filter(left -> left.isNegative() || left.isZero()).isPresent();
    }

    /** The publication with the expiry that is left. */
    public Publication sendable(long nowNanos) {
        return left(nowNanos)
                .map(left -> publication.with(publication.properties().withExpiry(left)))
                .orElse(publication);
    }

    int payloadBytes() {
        return publication.payload().length;
    }

    /** At least as many bytes as the packet will have. */
    long packetBytes() {
        MessageProperties properties = publication.properties();
        long bytes = FIXED_BYTES + utf8(publication.topic()) + publication.payload().length;
        bytes += properties.contentType().map(Parcel::utf8).orElse(0);
        bytes += properties.responseTopic().map(Parcel::utf8).orElse(0);
        bytes += properties.correlationData().map(data -> data.length).orElse(0);
        for (Map.Entry<String, String> property : properties.userProperties().entrySet()) {
            bytes += BYTES_A_USER_PROPERTY + utf8(property.getKey()) + utf8(property.getValue());
        }
        return bytes;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** One parcel equals no other, whatever is in it. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
