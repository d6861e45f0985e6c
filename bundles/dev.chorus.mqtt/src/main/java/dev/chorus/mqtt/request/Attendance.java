package dev.chorus.mqtt.request;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.Hold;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether a family is there to be asked, by what its members have said of themselves on one connection: an aggregator and a variant are
 * in service. A broker that was started anew knows of no subscriber until each is back, and one that does not say so would
 * acknowledge a request and forget it.
 */
final class Attendance implements Hold {

    /** Where nobody has ever shown a status it may be that the requester is not let read it, or that the broker keeps none. */
    private static final Duration OF_STRANGERS = Duration.ofSeconds(1);
    /** Every ten seconds a status is told again. */
    private static final Duration OF_A_KNOWN_FAMILY = Duration.ofSeconds(10);

    private final Topics topics;
    private final AtomicBoolean attended;
    private final Set<Kind> missing = EnumSet.of(Kind.AGGREGATOR, Kind.VARIANT);

    /**
     * @param attended whether the family was there on a connection before; set once it is
     */
    Attendance(Topics topics, AtomicBoolean attended) {
        this.topics = topics;
        this.attended = attended;
    }

    @Override
    public synchronized boolean endsWith(Delivery delivery) {
        missing.removeIf(kind -> topics.instanceOf(kind, delivery.topic()).isPresent() && isInService(delivery));
        if (missing.isEmpty()) {
            attended.set(true);
        }
        return missing.isEmpty();
    }

    /** Whether a status says that its instance works. */
    static boolean isInService(Delivery delivery) {
        try {
            return StatusJson.decode(delivery.payload()).state().isAwaited();
        } catch (MalformedPayloadException e) {
            return false;
        }
    }

    @Override
    public Duration atMost() {
        return attended.get() ? OF_A_KNOWN_FAMILY : OF_STRANGERS;
    }
}
