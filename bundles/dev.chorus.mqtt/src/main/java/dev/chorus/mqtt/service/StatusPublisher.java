package dev.chorus.mqtt.service;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Keeps one instance's status retained at the broker ({@code docs/protocol.md}, "Status"): on connecting, soon after every
 * change, and every ten seconds. A status that cannot be determined or sent is reported, and the next one is published when it is
 * due. What is wrong with the connection itself is added to it. Safe for any thread; owns one thread, which {@link #close()} ends.
 */
public final class StatusPublisher implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Changes that come in a bunch make one publication. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final MqttLink link;
    private final Topics topics;
    private final Supplier<Status> status;
    private final Duration gathering;
    private final SerialExecutor executor;
    private final AtomicBoolean changePending = new AtomicBoolean();

    /**
     * Begins at once; nothing is published while the link is down.
     *
     * @param status of the instance; called on the publisher's thread, must not block
     * @param failures receives what {@code status} throws; may call {@link #changed()}
     */
    public StatusPublisher(MqttLink link, Topics topics, Supplier<Status> status, TaskFailureListener failures) {
        this(
                link,
                topics,
                status,
                new SerialExecutor("chorus-status-" + topics.family(), failures),
                INTERVAL,
                GATHERING);
    }

    StatusPublisher(
            MqttLink link,
            Topics topics,
            Supplier<Status> status,
            SerialExecutor executor,
            Duration interval,
            Duration gathering) {
        this.link = link;
        this.topics = topics;
        this.status = status;
        this.gathering = gathering;
        this.executor = executor;
        executor.scheduleEvery(interval, this::publish);
    }

    /** The publication of a status. */
    public static Publication publication(Topics topics, Status status) {
        return Publication.retained(topics.status(status.kind(), status.id()), StatusJson.encode(status));
    }

    /** The will of an instance, given its status. */
    public static Publication will(Topics topics, Status status) {
        return publication(topics, status.will());
    }

    /**
     * The last publication of an instance. Where its family is not known the status is removed: no aggregator would remove it later.
     *
     * @param last status of the instance
     */
    public static Publication farewell(Topics topics, Status last) {
        return topics.isFamilyUnknown()
                ? Publication.removal(topics.status(last.kind(), last.id()))
                : publication(topics, last);
    }

    /** The connection stands: publishes now. For {@link dev.chorus.mqtt.api.LinkListener#connected}. */
    public void connected() {
        executor.execute(this::publish);
    }

    /** Something has changed: publishes soon. */
    public void changed() {
        // In its own thread: a publication that has just failed, which would fail repeatedly without a pause.
        if (!executor.inThread() && changePending.compareAndSet(false, true)) {
            executor.schedule(
                    () -> {
                        changePending.set(false);
                        publish();
                    },
                    gathering);
        }
    }

    private void publish() {
        LinkState state = link.state();
        if (state.connected()) {
            Status now = status.get();
            link.publish(
                    publication(topics, state.problem().map(now::withProblem).orElse(now)));
        }
    }

    /** Publishes no more. The link stays open: the farewell is sent by closing it. */
    @Override
    public void close() {
        executor.close(CLOSE_LIMIT);
    }
}
