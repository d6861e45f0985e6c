package dev.chorus.variant.internal.service;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.TaskFailureListener;
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
    private final PendingFrames frames;
    private final Outbox outbox;

    private final Object admission = new Object();
    /** Guarded by {@link #admission}. */
    private boolean admitting;

    /**
     * Begins to connect.
     *
     * @param links makes links; {@link MqttLink#create} but for tests
     * @param status how the instance is; must not block
     * @param failures collects those of the link and of determining the status
     */
    Connection(
            VariantOptions.Address address,
            BiFunction<LinkSettings, LinkListener, MqttLink> links,
            Supplier<Status> status,
            TaskFailureListener failures) {
        this.address = address;
        this.topics = new Topics(address.link().topicRoot(), address.family());
        LinkSettings settings = address.link()
                .settings()
                .will(StatusPublisher.will(topics, status.get()))
                .build();
        this.link = links.apply(settings, new LinkListener() {
            @Override
            public void connected(MqttLink connected) {
                statusPublisher.connected();
            }

            @Override
            public void failed(Throwable failure) {
                failures.taskFailed(failure);
            }
        });
        this.frames = new PendingFrames(link::publishUntilHeard);
        this.outbox = new Outbox(frames::publish, link::publish, topics);
        this.statusPublisher = new StatusPublisher(link, topics, status, failures);
        start();
    }

    private void start() {
        try {
            link.start();
        } catch (Throwable e) {
            Cleanup.runAll(statusPublisher::close, link::close);
            throw e;
        }
    }

    /** Who the instance is by this connection. */
    VariantOptions.Address address() {
        return address;
    }

    /** Hears requests from now on; called again, goes on doing so. */
    void listen(BiConsumer<Delivery, Outbox> intake) {
        synchronized (admission) {
            admitting = true;
        }
        link.subscribe(topics.request(), 1, delivery -> admit(intake, delivery));
    }

    private void admit(BiConsumer<Delivery, Outbox> intake, Delivery delivery) {
        synchronized (admission) {
            if (admitting) {
                intake.accept(delivery, outbox);
            }
        }
    }

    /** Admits no more requests. One that is being admitted has passed the intake when this returns. */
    void ignore() {
        synchronized (admission) {
            admitting = false;
        }
        link.unsubscribe(topics.request());
    }

    /** The status has changed and is published soon. On any thread. */
    void statusChanged() {
        statusPublisher.changed();
    }

    /** What the link has counted. */
    Map<String, Long> statistics() {
        return link.statistics().asMap();
    }

    /** Lets the broker have the frames that are on their way, and disconnects in good order; waits a bounded time. */
    void close(Status farewell) {
        Cleanup.runAll(
                statusPublisher::close,
                () -> frames.await(link),
                () -> link.close(StatusPublisher.farewell(topics, farewell)));
    }
}
