package dev.chorus.mqtt.service;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Keeps one instance's status retained at the broker ({@code docs/protocol.md}, "Status"): on connecting, soon after every
 * change, and every ten seconds. Safe for any thread; owns one thread, which {@link #close()} ends.
 */
public final class StatusPublisher implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Changes that come in a bunch make one publication. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final MqttLink link;
    private final Topics topics;
    private final Supplier<Status> status;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean changePending = new AtomicBoolean();

    /**
     * Begins at once; nothing is published while the link is down.
     *
     * @param status tells how the instance is; called on the publisher's thread and the link's, must not block
     */
    public StatusPublisher(MqttLink link, Topics topics, Supplier<Status> status) {
        this.link = link;
        this.topics = topics;
        this.status = status;
        // Discarding: a change told while closing is a change nobody waits for.
        this.timer = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "chorus-status-" + topics.family());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        timer.scheduleWithFixedDelay(this::publish, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The publication that tells a status; also for wills and farewells. */
    public static Publication publication(Topics topics, Status status) {
        return Publication.retained(topics.status(status.kind(), status.id()), StatusJson.encode(status));
    }

    /** The connection stands: publishes now. For {@link dev.chorus.mqtt.api.LinkListener#connected}. */
    public void connected() {
        publish();
    }

    /** Something has changed: publishes soon. */
    public void changed() {
        if (changePending.compareAndSet(false, true)) {
            timer.schedule(
                    () -> {
                        changePending.set(false);
                        publish();
                    },
                    GATHERING.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void publish() {
        if (link.state().connected()) {
            link.publish(publication(topics, status.get()));
        }
    }

    /** Publishes no more. The link stays open: whoever closes it sends the farewell. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
