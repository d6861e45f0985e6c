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

/** One link with what hangs on it: the request subscription and the status. For the control thread. */
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
     * Not connected yet.
     *
     * @param resumes whether to continue what an earlier connection of the instance has left at the broker
     * @param links makes links; {@link MqttLink#create} but for tests
     * @param status how the instance is; must not block
     * @param failures collects those of the link and of determining the status
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

    /** Begins to connect. What listens from the start is delivered what waits at the broker. */
    void start() {
        try {
            if (!address.isComplete()) {
                // Only to publish the status: what waits is left to the next connection.
                link.pause(any -> false);
            }
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

    /** Admits no more requests. One that is being admitted has passed the intake when this returns. */
    void ignore() {
        synchronized (admission) {
            admitting = false;
        }
        link.unsubscribe(topics.request());
    }

    /**
     * Takes no more requests: those that are not taken wait at the broker. What has been taken has passed the intake when this returns, which
     * takes a bounded time.
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

    /** The status has changed and is published soon. On any thread. */
    void statusChanged() {
        statusPublisher.changed();
    }

    /** What the link has counted. */
    Map<String, Long> statistics() {
        return link.statistics().asMap();
    }

    /**
     * Lets the broker have the frames that are on their way, and disconnects in good order; waits a bounded time.
     *
     * @param comesBack whether the broker keeps the session for the next connection of the instance
     */
    void close(Status farewell, boolean comesBack) {
        Publication last = StatusPublisher.farewell(topics, farewell);
        Cleanup.runAll(statusPublisher::close, () -> frames.await(link), () -> {
            if (comesBack) {
                link.suspend(last);
            } else {
                link.close(last);
            }
        });
    }
}
