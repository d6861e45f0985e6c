package dev.chorus.variant.internal.service;

import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Publishes Top-k frames and tracks which of them the broker has not acknowledged: closing a link drops those. Safe
 * for use by several threads.
 */
final class PendingFrames {

    /** A frame without a subscriber is not acknowledged before its deadline. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Function<Publication, CompletableFuture<Void>> publisher;
    private final Duration limit;
    private final Set<CompletableFuture<Void>> pending = ConcurrentHashMap.newKeySet();

    /** @param publisher never blocks */
    PendingFrames(Function<Publication, CompletableFuture<Void>> publisher) {
        this(publisher, LIMIT);
    }

    PendingFrames(Function<Publication, CompletableFuture<Void>> publisher, Duration limit) {
        this.publisher = publisher;
        this.limit = limit;
    }

    /** Publishes a frame; never blocks. */
    void publish(Publication frame) {
        CompletableFuture<Void> outcome = publisher.apply(frame);
        pending.add(outcome);
        outcome.whenComplete((nothing, problem) -> pending.remove(outcome));
    }

    /**
     * Waits for the acknowledgment of all published frames, at most one second, and not at all without a connection.
     */
    void await(MqttLink link) {
        if (!link.state().connected()) {
            return;
        }
        try {
            CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                    .get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // A frame that fails, or takes longer, is lost with the link.
        }
    }
}
