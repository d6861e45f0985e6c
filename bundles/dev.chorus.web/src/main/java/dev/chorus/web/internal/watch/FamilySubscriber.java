package dev.chorus.web.internal.watch;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkState;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.mqtt.request.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Holds two connections: one subscribes to all topics of a family, one sends requests. They are separate because the
 * filters of one link must be disjoint, and a requester subscribes to results too. Safe for any thread; messages are
 * handled on the first link's dispatcher.
 */
final class FamilySubscriber {

    private static final String REQUEST_LINK_SUFFIX = "-asks";
    private static final int MAX_OPEN = 64;

    private final WatchOptions.Address address;
    private final Topics topics;
    private final RequestHistory history;
    private final Counters counters;
    private final Consumer<RequestId> onResult;
    private final MqttLink watchLink;
    private final MqttLink requestLink;
    private final RequestClient requests;

    /**
     * @param onResult called once a result is in memory, on the first link's dispatcher
     * @param failures receives failures of handlers and of the links
     */
    FamilySubscriber(
            WatchOptions.Address address,
            RequestHistory history,
            InstanceRegistry variants,
            InstanceRegistry aggregators,
            Counters counters,
            Consumer<RequestId> onResult,
            TaskFailureListener failures) {
        this.address = address;
        this.topics = address.topics();
        this.history = history;
        this.counters = counters;
        this.onResult = onResult;
        watchLink = MqttLink.create(address.link().settings().build(), reportingTo(failures));
        requestLink = MqttLink.create(
                address.link()
                        .settings(address.link().clientId() + REQUEST_LINK_SUFFIX)
                        .buffer(MAX_OPEN, 64L << 20)
                        .build(),
                reportingTo(failures));
        requests = new RequestClient(requestLink, topics);
        watchLink.subscribe(topics.statusFilter(Kind.VARIANT), 1, delivery -> status(Kind.VARIANT, variants, delivery));
        watchLink.subscribe(
                topics.statusFilter(Kind.AGGREGATOR), 1, delivery -> status(Kind.AGGREGATOR, aggregators, delivery));
        watchLink.subscribe(topics.topKFilter(), 0, this::frame);
        watchLink.subscribe(topics.result(), 0, this::result);
        watchLink.subscribe(topics.truth(), 0, this::truth);
        if (address.pictures()) {
            watchLink.subscribe(topics.request(), 0, this::picture);
        }
        try {
            watchLink.start();
            requestLink.start();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private static LinkListener reportingTo(TaskFailureListener failures) {
        return new LinkListener() {
            @Override
            public void connected(MqttLink connected) {
                // A watcher has no status to publish.
            }

            @Override
            public void failed(Throwable failure) {
                failures.taskFailed(failure);
            }
        };
    }

    WatchOptions.Address address() {
        return address;
    }

    Optional<String> problem() {
        return Optional.of(watchLink.state())
                .filter(state -> !state.connected())
                .or(() -> Optional.of(requestLink.state()).filter(state -> !state.connected()))
                .map(FamilySubscriber::problemOf);
    }

    private static String problemOf(LinkState state) {
        return state.problem().orElse("connecting");
    }

    CompletableFuture<Response> ask(byte[] id, byte[] picture, Duration deadline) {
        return requests.ask(id, picture, deadline);
    }

    /** Publishes a message without waiting for its delivery. */
    void publish(Publication publication) {
        requestLink.publish(publication);
    }

    private void status(Kind kind, InstanceRegistry registry, Delivery delivery) {
        Optional<String> id = topics.instanceOf(kind, delivery.topic());
        if (id.isEmpty()) {
            counters.count("malformedStatus");
        } else if (delivery.payload().length == 0) {
            registry.remove(id.get());
        } else {
            decode("malformedStatus", () -> {
                Status status = StatusJson.decode(delivery.payload());
                boolean fits = status.kind() == kind
                        && status.id().equals(id.get())
                        && (status.family() == null || status.family().equals(topics.family()));
                counters.count(!fits ? "malformedStatus" : registry.put(status) ? "statuses" : "refusedInstances");
            });
        }
    }

    private void frame(Delivery delivery) {
        if (isRetained(delivery)) {
            return;
        }
        Optional<String> variant = topics.variantOf(delivery.topic());
        if (variant.isEmpty()) {
            counters.count("malformedFrames");
            return;
        }
        decode("malformedFrames", () -> {
            history.received(variant.get(), TopKFrame.decode(delivery.payload()), delivery.receivedNanos());
            counters.count("frames");
        });
    }

    private void result(Delivery delivery) {
        if (isRetained(delivery)) {
            return;
        }
        decode("malformedResults", () -> {
            FusedResult result = FusedResultJson.decode(delivery.payload());
            if (!result.family().equals(topics.family())) {
                counters.count("malformedResults");
                return;
            }
            history.answered(result, Instant.now(), delivery.receivedNanos());
            counters.count("results");
            onResult.accept(result.id());
        });
    }

    private void truth(Delivery delivery) {
        if (isRetained(delivery)) {
            return;
        }
        decode("malformedTruths", () -> {
            history.truth(GroundTruth.decode(delivery.payload()));
            counters.count("truths");
        });
    }

    private void picture(Delivery delivery) {
        if (isRetained(delivery)) {
            return;
        }
        history.picture(
                RequestId.of(delivery.properties().correlationData().orElse(null), delivery.payload()),
                delivery.payload());
        counters.count("pictures");
    }

    /** Drops retained messages: they would be taken for new ones at every connect. */
    private boolean isRetained(Delivery delivery) {
        if (delivery.retained()) {
            counters.count("retainedMessages");
        }
        return delivery.retained();
    }

    private interface Decoding {
        void run() throws MalformedPayloadException;
    }

    private void decode(String otherwise, Decoding decoding) {
        try {
            decoding.run();
        } catch (MalformedPayloadException e) {
            counters.count(otherwise);
        }
    }

    /** Returns the counters of both connections, by name. */
    Map<String, Long> counters() {
        Map<String, Long> numbers = new TreeMap<>();
        watchLink.statistics().asMap().forEach((name, number) -> numbers.put("link." + name, number));
        requestLink.statistics().asMap().forEach((name, number) -> numbers.put("asks." + name, number));
        numbers.put("malformedReplies", requests.malformed());
        return numbers;
    }

    /** Disconnects; waits a bounded time. */
    void close() {
        Cleanup.runAll(requests::close, requestLink::close, watchLink::close);
    }
}
