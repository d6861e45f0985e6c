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
 * Whether a family is there to be asked, by what its members have said of themselves on one connection: an aggregator and a variant are
 * in service. A broker that was started anew knows of no subscriber until each is back, and one that does not say so would
 * acknowledge a request and forget it.
 */
final class FamilyAvailability implements PublishGate {

    /** Who must be at work for a request to be answered with labels. */
    static final Set<Kind> NEEDED = Set.of(Kind.AGGREGATOR, Kind.VARIANT);

    /** Every ten seconds a status is told again. */
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

    /** Whether a status says that its instance works. */
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
