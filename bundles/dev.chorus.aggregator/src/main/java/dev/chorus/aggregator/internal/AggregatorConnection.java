package dev.chorus.aggregator.internal;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.service.StatusPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An instance's two connections, and the status it keeps on the first: a will, a birth at every connect, a farewell. By the first it
 * hears too. By the second it answers and hears nothing, so that what the broker says of an answer does not wait behind a flood of
 * requests. Safe for any thread.
 */
final class AggregatorConnection {

    private static final String OF_ANSWERS = "-answers";

    private final Settings.Place place;
    private final MqttLink link;
    private final MqttLink answers;
    private final StatusPublisher publisher;

    /**
     * Without a connection yet.
     *
     * @param resumes whether to continue what an earlier life of the instance has left at the broker
     * @param status tells how the instance is, on any thread, without blocking
     * @param onConnected called on a thread of the link before the status is told there
     * @param failures receives what tasks of the connections and the status throw
     */
    AggregatorConnection(
            Settings.Place place,
            boolean resumes,
            Supplier<Status> status,
            Runnable onConnected,
            TaskFailureListener failures) {
        this.place = place;
        LinkSettingsBuilder settings = place.link()
                .settings()
                // As long as a request may live.
                .sessionExpiry(TopKResult.MAX_DEADLINE)
                .will(StatusPublisher.will(place.topics(), status.get()));
        this.link = MqttLink.create(
                (resumes ? settings.resumeSession() : settings).build(),
                listener(() -> Cleanup.runAll(onConnected, this::announce), failures));
        this.answers = MqttLink.create(
                place.link()
                        .settings(place.link().clientId() + OF_ANSWERS)
                        .sessionExpiry(Duration.ZERO)
                        .build(),
                listener(this::changed, failures));
        this.publisher = new StatusPublisher(link, place.topics(), status, failures);
    }

    private static LinkListener listener(Runnable onConnected, TaskFailureListener failures) {
        return new LinkListener() {
            @Override
            public void connected(MqttLink link) {
                onConnected.run();
            }

            @Override
            public void failed(Throwable failure) {
                failures.taskFailed(failure);
            }
        };
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

    /** For answers alone. */
    MqttLink answers() {
        return answers;
    }

    /** Why answers do not get to the broker at the moment; empty if they do, or if that was not tried yet. */
    Optional<String> answerProblem() {
        LinkState state = answers.state();
        return state.connected() ? Optional.empty() : state.problem();
    }

    /** What both connections have counted. */
    Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        link.statistics().asMap().forEach((name, number) -> counters.put("link." + name, number));
        answers.statistics().asMap().forEach((name, number) -> counters.put("answers." + name, number));
        return counters;
    }

    /** Begins to connect and returns at once. */
    void start() {
        if (place.topics().isFamilyUnknown()) {
            // Only to publish the status: what waits is left to the next connection.
            link.pause(any -> false);
        }
        answers.start();
        link.start();
    }

    /** The status has changed. */
    void changed() {
        publisher.changed();
    }

    /**
     * Publishes a last status and disconnects; takes at most as long as {@link MqttLink#close()} of both.
     *
     * @param keepSession whether the broker keeps the session for the next life of the instance
     */
    void close(Status farewell, boolean keepSession) {
        Publication last = StatusPublisher.farewell(place.topics(), farewell);
        Cleanup.runAll(publisher::close, answers::close, () -> {
            if (keepSession) {
                link.suspend(last);
            } else {
                link.close(last);
            }
        });
    }
}
