package dev.chorus.variant.internal.service;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.service.StatusPublisher;
import dev.chorus.variant.internal.request.Outbox;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** One link with what hangs on it: the request subscription and the status. For the control thread. */
final class Connection {

    private final VariantOptions.Address address;
    private final Topics topics;
    private final MqttLink link;
    private final StatusPublisher statusPublisher;
    private final Outbox outbox;

    /**
     * Begins to connect.
     *
     * @param links makes links; {@link MqttLink#create} but for tests
     * @param status how the instance is; must not block
     */
    Connection(
            VariantOptions.Address address,
            BiFunction<LinkSettings, LinkListener, MqttLink> links,
            Supplier<Status> status) {
        this.address = address;
        this.topics = new Topics(address.link().topicRoot(), address.family());
        LinkSettings settings = address.link()
                .settings()
                .will(StatusPublisher.publication(topics, status.get().withState(Status.State.OFFLINE)))
                .build();
        this.link = links.apply(settings, this::connected);
        this.statusPublisher = new StatusPublisher(link, topics, status);
        this.outbox = new Outbox(link::publishUntilHeard, link::publish, topics);
        link.start();
    }

    private void connected(MqttLink unused) {
        statusPublisher.connected();
    }

    /** Who the instance is by this connection. */
    VariantOptions.Address address() {
        return address;
    }

    /** Hears requests from now on; called again, goes on doing so. */
    void listen(BiConsumer<Delivery, Outbox> intake) {
        link.subscribe(topics.request(), 1, delivery -> intake.accept(delivery, outbox));
    }

    /** Hears no more requests. */
    void ignore() {
        link.unsubscribe(topics.request());
    }

    /** The status has changed and is published soon. */
    void statusChanged() {
        statusPublisher.changed();
    }

    /** What the link has counted. */
    Map<String, Long> statistics() {
        return link.statistics().asMap();
    }

    /** Disconnects in good order; waits a bounded time. */
    void close(Status farewell) {
        statusPublisher.close();
        link.close(StatusPublisher.publication(topics, farewell));
    }
}
