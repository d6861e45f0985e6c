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
 * Holds the two connections of an instance and publishes its status on the first: a will, a birth at every connect, a
 * farewell. The first connection also receives messages. The second one only sends answers, so that their
 * acknowledgements do not wait behind a flood of requests. Thread-safe.
 */
final class AggregatorConnection {

    private static final String OF_ANSWERS = "-answers";

    private final Settings.Place place;
    private final MqttLink link;
    private final MqttLink answers;
    private final StatusPublisher publisher;

    /**
     * Creates the links; {@link #start} connects them.
     *
     * @param resumes whether to resume the session of an earlier run of the instance
     * @param status supplies the status of the instance; called on any thread, must not block
     * @param onConnected called on a thread of the link before the status is published
     * @param failures receives exceptions of the connections and of the status
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
                // As long as a request may last.
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

    /** The link for answers only. */
    MqttLink answers() {
        return answers;
    }

    /** Returns why answers do not reach the broker at present; empty if they do or if there was no attempt yet. */
    Optional<String> answerProblem() {
        LinkState state = answers.state();
        return state.connected() ? Optional.empty() : state.problem();
    }

    /** Returns the counters of both connections. */
    Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        link.statistics().asMap().forEach((name, number) -> counters.put("link." + name, number));
        answers.statistics().asMap().forEach((name, number) -> counters.put("answers." + name, number));
        return counters;
    }

    /** Starts connecting and returns at once. */
    void start() {
        if (place.topics().isFamilyUnknown()) {
            // Connects only to publish the status: waiting messages are left to the next connection.
            link.pause(any -> false);
        }
        answers.start();
        link.start();
    }

    /** Publishes the changed status soon. */
    void changed() {
        publisher.changed();
    }

    /**
     * Publishes a last status and disconnects; takes at most as long as {@link MqttLink#close()} of both.
     *
     * @param keepSession whether the broker keeps the session for the next run of the instance
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
