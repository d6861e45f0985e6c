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

/** Holds a link, its open requests and its status. Safe for any thread. */
final class WiresConnection {

    private final Address address;
    private final MqttLink link;
    private final RequestClient requests;
    private final StatusPublisher statusPublisher;

    /**
     * Connects, and keeps reconnecting.
     *
     * @param status returns the status of the component for the counters of the link; called on several threads, must
     *     not block
     * @param failures receives failures of the link and of determining the status
     */
    WiresConnection(Address address, Function<Map<String, Long>, Status> status, TaskFailureListener failures) {
        this.address = address;
        // The number of open requests is limited, so the link never reaches this limit.
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
        this.requests = new RequestClient(link, address.topics());
        this.statusPublisher = new StatusPublisher(link, address.topics(), () -> status.apply(counters()), failures);
        start();
    }

    private void start() {
        try {
            link.start();
        } catch (Throwable e) {
            Cleanup.runAll(requests::close, statusPublisher::close, link::close);
            throw e;
        }
    }

    private Map<String, Long> counters() {
        Map<String, Long> counters = link.statistics().asMap();
        counters.put("malformed", requests.malformed());
        return counters;
    }

    /** Publishes the changed status soon. */
    void statusChanged() {
        statusPublisher.changed();
    }

    /** Returns the address that this connection was opened for. */
    Address address() {
        return address;
    }

    /**
     * Sends a picture; never blocks.
     *
     * @param picture no longer modified
     */
    CompletableFuture<Response> ask(byte[] picture, Duration deadline) {
        return requests.ask(RequestClient.newId(), picture, deadline);
    }

    /** Returns the state of the connection for operators. */
    String describe() {
        return link.state()
                .problem()
                .map(problem -> "connection: " + problem)
                .orElse(link.state().connected() ? "connected" : "connecting");
    }

    /** Cancels open requests, publishes the farewell and disconnects; waits a bounded time. */
    void close(Status farewell) {
        Cleanup.runAll(
                requests::close,
                statusPublisher::close,
                () -> link.close(StatusPublisher.farewell(address.topics(), farewell)));
    }
}
