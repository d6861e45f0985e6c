package dev.chorus.variant.internal.service;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.service.StatusPublisher;
import dev.chorus.variant.internal.request.ResultPublisher;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Holds one link with its request subscription and its status. For the control thread. */
final class VariantConnection {

    private final VariantOptions.Address address;
    private final Topics topics;
    private final MqttLink link;
    private final StatusPublisher statusPublisher;
    private final PendingFrames frames;
    private final ResultPublisher outbox;

    private final Object admission = new Object();
    /** Guarded by {@link #admission}. */
    private boolean admitting;

    /**
     * Creates a connection that is not started yet.
     *
     * @param resumes whether to continue the session that an earlier connection of the instance has left at the
     *     broker
     * @param links creates links; {@link MqttLink#create} except in tests
     * @param status returns the status of the instance; must not block
     * @param failures receives failures of the link and of determining the status
     */
    VariantConnection(
            VariantOptions.Address address,
            boolean resumes,
            BiFunction<LinkSettings, LinkListener, MqttLink> links,
            Supplier<Status> status,
            TaskFailureListener failures) {
        this.address = address;
        this.topics = new Topics(address.link().topicRoot(), address.family());
        LinkSettingsBuilder settings = address.link()
                .settings()
                // As long as a request may live.
                .sessionExpiry(TopKResult.MAX_DEADLINE)
                .will(StatusPublisher.will(topics, status.get()));
        LinkSettings built = (resumes ? settings.resumeSession() : settings).build();
        this.link = links.apply(built, new LinkListener() {
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
        this.outbox = new ResultPublisher(frames::publish, link::publish, topics);
        this.statusPublisher = new StatusPublisher(link, topics, status, failures);
    }

    /** Starts to connect. Requests that wait at the broker are delivered to an existing subscription. */
    void start() {
        try {
            if (!address.isComplete()) {
                // Only publishes the status: waiting requests are left to the next connection.
                link.pause(any -> false);
            }
            link.start();
        } catch (Throwable e) {
            Cleanup.runAll(statusPublisher::close, link::close);
            throw e;
        }
    }

    /** Returns the address of the instance. */
    VariantOptions.Address address() {
        return address;
    }

    /** Subscribes to requests and admits them; may be called again. */
    void listen(BiConsumer<Delivery, ResultPublisher> intake) {
        synchronized (admission) {
            admitting = true;
        }
        link.subscribe(topics.request(), 1, delivery -> admit(intake, delivery));
    }

    private void admit(BiConsumer<Delivery, ResultPublisher> intake, Delivery delivery) {
        synchronized (admission) {
            if (admitting) {
                intake.accept(delivery, outbox);
            }
        }
    }

    /** Stops admitting requests. A request that is being admitted has passed the intake when this returns. */
    void ignore() {
        synchronized (admission) {
            admitting = false;
        }
        link.unsubscribe(topics.request());
    }

    /**
     * Stops accepting requests: further requests wait at the broker. Accepted requests have passed the intake when
     * this returns, which takes a bounded time.
     */
    void pause() {
        link.pause(any -> false);
        synchronized (admission) {
            admitting = false;
        }
    }

    /** Publishes the status now. On any thread. */
    void publishStatus() {
        statusPublisher.connected();
    }

    /** Publishes the changed status soon. On any thread. */
    void statusChanged() {
        statusPublisher.changed();
    }

    /** Returns the counters of the link. */
    Map<String, Long> statistics() {
        return link.statistics().asMap();
    }

    /**
     * Waits for frames in flight to reach the broker, and disconnects normally; waits a bounded time.
     *
     * @param keepSession whether the broker keeps the session for the next connection of the instance
     */
    void close(Status farewell, boolean keepSession) {
        Publication last = StatusPublisher.farewell(topics, farewell);
        Cleanup.runAll(statusPublisher::close, () -> frames.await(link), () -> {
            if (keepSession) {
                link.suspend(last);
            } else {
                link.close(last);
            }
        });
    }
}
