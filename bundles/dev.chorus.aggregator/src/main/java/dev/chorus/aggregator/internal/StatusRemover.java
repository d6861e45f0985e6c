package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;

/**
 * Removes retained statuses of a family at the broker. Thread-safe.
 *
 * <p>A removal is never delayed: one that waited for the end of an outage could affect an instance that is alive
 * again.
 */
final class StatusRemover {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final MqttLink link;
    private final Topics topics;
    private final EventCounters events;

    StatusRemover(MqttLink link, Topics topics, EventCounters events) {
        this.link = link;
        this.topics = topics;
        this.events = events;
    }

    /** Removes the status of an instance, if there is a connection; does not block. */
    void remove(Kind kind, String id) {
        if (!link.state().connected()) {
            return;
        }
        String topic = topics.status(kind, id);
        link.publish(Publication.removal(topic).with(MessageProperties.EMPTY.withExpiry(AT_ONCE)))
                .whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        events.count("removedStatuses");
                    } else {
                        // Without the rights at the broker, "./chorus watch --forget" remains.
                        events.report("unremovedStatuses", topic + ": " + failure.getMessage());
                    }
                });
    }
}
