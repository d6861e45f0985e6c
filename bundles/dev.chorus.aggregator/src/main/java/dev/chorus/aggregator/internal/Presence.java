package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.Status;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.service.StatusPublisher;
import java.util.function.Supplier;

/** An instance's link and the status it keeps there: a will, a birth at every connect, a farewell. Safe for any thread. */
final class Presence {

    private final Settings.Place place;
    private final MqttLink link;
    private final StatusPublisher publisher;

    /**
     * Without a connection yet.
     *
     * @param status tells how the instance is, on any thread, without blocking
     * @param will what the broker tells when the instance vanishes
     * @param onConnected called on a thread of the link before the status is told there
     */
    Presence(Settings.Place place, Supplier<Status> status, Status will, Runnable onConnected) {
        this.place = place;
        LinkSettings settings = place.link()
                .settings()
                .will(StatusPublisher.publication(place.topics(), will))
                .build();
        this.link = MqttLink.create(settings, connected -> {
            onConnected.run();
            announce();
        });
        this.publisher = new StatusPublisher(link, place.topics(), status);
    }

    private void announce() {
        publisher.connected();
    }

    Settings.Place place() {
        return place;
    }

    MqttLink link() {
        return link;
    }

    /** Begins to connect and returns at once. */
    void start() {
        link.start();
    }

    /** The status has changed. */
    void changed() {
        publisher.changed();
    }

    /** Says a last word and disconnects; takes as long as {@link MqttLink#close()}. */
    void close(Status farewell) {
        publisher.close();
        link.close(StatusPublisher.publication(place.topics(), farewell));
    }
}
