package dev.chorus.mqtt.request;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.PublishGate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Holds requests back on one connection until the statuses received on it show an aggregator and a variant in
 * service. A restarted broker has no subscriptions until the clients are back, and one that does not report missing
 * subscribers would acknowledge a request and drop it.
 */
final class FamilyAvailability implements PublishGate {

    /** Kinds of components that must be in service for an answer with labels. */
    static final Set<Kind> NEEDED = Set.of(Kind.AGGREGATOR, Kind.VARIANT);

    /** A status is published every ten seconds. */
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private final Topics topics;
    private final Set<Kind> missing = EnumSet.copyOf(NEEDED);

    FamilyAvailability(Topics topics) {
        this.topics = topics;
    }

    @Override
    public synchronized boolean endsWith(Delivery delivery) {
        missing.removeIf(kind -> topics.instanceOf(kind, delivery.topic()).isPresent() && isInService(delivery));
        return missing.isEmpty();
    }

    /** Whether the status shows its instance in service. */
    private static boolean isInService(Delivery delivery) {
        try {
            return StatusJson.decode(delivery.payload()).state().isAwaited();
        } catch (MalformedPayloadException e) {
            return false;
        }
    }

    @Override
    public Duration atMost() {
        return AT_MOST;
    }
}
