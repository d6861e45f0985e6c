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
 * Keeps the status of an instance retained at the broker ({@code docs/protocol.md}, "Status"): published on
 * connecting, soon after every change, and every ten seconds. A status that cannot be determined or sent is reported,
 * and the next one is published when it is due. Problems of the connection itself are added to it. Thread-safe; owns
 * one thread, which {@link #close()} ends.
 */
public final class StatusPublisher implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Changes within this time make one publication. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final MqttLink link;
    private final Topics topics;
    private final Supplier<Status> status;
    private final Duration gathering;
    private final SerialExecutor executor;
    private final AtomicBoolean changePending = new AtomicBoolean();

    /**
     * Starts publishing; nothing is published while the link is down.
     *
     * @param status supplies the status of the instance; called on the publisher's thread, must not block
     * @param failures receives exceptions of {@code status}; may call {@link #changed()}
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

    /** Returns the publication of a status. */
    public static Publication publication(Topics topics, Status status) {
        return Publication.retained(topics.status(status.kind(), status.id()), StatusJson.encode(status));
    }

    /** Returns the will of an instance, given its status. */
    public static Publication will(Topics topics, Status status) {
        return publication(topics, status.will());
    }

    /**
     * Returns the last publication of an instance. If its family is not known it removes the status: no aggregator
     * would remove it later.
     *
     * @param last last status of the instance
     */
    public static Publication farewell(Topics topics, Status last) {
        return topics.isFamilyUnknown()
                ? Publication.removal(topics.status(last.kind(), last.id()))
                : publication(topics, last);
    }

    /** Publishes now. Call from {@link dev.chorus.mqtt.api.LinkListener#connected}. */
    public void connected() {
        executor.execute(this::publish);
    }

    /** Publishes soon, because the status has changed. */
    public void changed() {
        // Not on its own thread: a publication that just failed would fail repeatedly without a pause.
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

    /** Stops publishing. The link stays open: closing it sends the farewell. */
    @Override
    public void close() {
        executor.close(CLOSE_LIMIT);
    }
}
