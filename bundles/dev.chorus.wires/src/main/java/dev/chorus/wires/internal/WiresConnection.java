package dev.chorus.wires.internal;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.protocol.RequestLimits;
import dev.chorus.core.protocol.Status;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.mqtt.request.Response;
import dev.chorus.mqtt.service.StatusPublisher;
import dev.chorus.wires.internal.ClassifierOptions.Address;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A link, the questions on it and the status kept there. Safe for any thread. */
final class WiresConnection {

    private final Address address;
    private final MqttLink link;
    private final RequestClient questions;
    private final StatusPublisher statusPublisher;

    /**
     * Connects, and goes on trying.
     *
     * @param status how the component is, given what the link has counted; called on several threads, must not block
     * @param failures collects those of the link and of determining the status
     */
    WiresConnection(Address address, Function<Map<String, Long>, Status> status, TaskFailureListener failures) {
        this.address = address;
        // Only so many questions are open, so the link never holds as much.
        this.link = MqttLink.create(
                address.link()
                        .settings()
                        .buffer(
                                ClassifierOptions.MAX_OPEN,
                                (long) ClassifierOptions.MAX_OPEN * RequestLimits.MAX_PICTURE_BYTES)
                        .will(StatusPublisher.will(address.topics(), status.apply(Map.of())))
                        .build(),
                new LinkListener() {
                    @Override
                    public void connected(MqttLink connected) {
                        statusPublisher.connected();
                    }

                    @Override
                    public void failed(Throwable failure) {
                        failures.taskFailed(failure);
                    }
                });
        this.questions = new RequestClient(link, address.topics());
        this.statusPublisher = new StatusPublisher(link, address.topics(), () -> status.apply(counters()), failures);
        start();
    }

    private void start() {
        try {
            link.start();
        } catch (Throwable e) {
            Cleanup.runAll(questions::close, statusPublisher::close, link::close);
            throw e;
        }
    }

    private Map<String, Long> counters() {
        Map<String, Long> counters = link.statistics().asMap();
        counters.put("malformed", questions.malformed());
        return counters;
    }

    /** The status has changed and is published soon. */
    void statusChanged() {
        statusPublisher.changed();
    }

    /** Whom it asks. */
    Address address() {
        return address;
    }

    /**
     * Asks about a picture; never waits.
     *
     * @param picture handed over
     */
    CompletableFuture<Response> ask(byte[] picture, Duration deadline) {
        return questions.ask(RequestClient.newId(), picture, deadline);
    }

    /** How the connection is, for people. */
    String describe() {
        return link.state()
                .problem()
                .map(problem -> "connection: " + problem)
                .orElse(link.state().connected() ? "connected" : "connecting");
    }

    /** Gives up what is open, says farewell and disconnects; waits a bounded time. */
    void close(Status farewell) {
        Cleanup.runAll(
                questions::close,
                statusPublisher::close,
                () -> link.close(StatusPublisher.farewell(address.topics(), farewell)));
    }
}
