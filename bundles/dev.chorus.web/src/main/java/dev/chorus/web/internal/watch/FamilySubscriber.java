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
 * Two connections: one hears what goes on in a family, one asks. They are apart because filters of one link are to be disjoint, and who
 * asks hears results too. Safe for any thread; what is heard is handled on the first link's dispatcher.
 */
final class FamilySubscriber {

    private static final String OF_QUESTIONS = "-asks";
    private static final int MOST_OPEN = 64;

    private final WatchOptions.Address address;
    private final Topics topics;
    private final RequestHistory history;
    private final Counters counters;
    private final Consumer<RequestId> onResult;
    private final MqttLink hearing;
    private final MqttLink asking;
    private final RequestClient questions;

    /**
     * @param onResult called once a result is remembered, on the first link's dispatcher
     * @param failures receives what handlers and the links themselves throw
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
        hearing = MqttLink.create(address.link().settings().build(), reportingTo(failures));
        asking = MqttLink.create(
                address.link()
                        .settings(address.link().clientId() + OF_QUESTIONS)
                        .buffer(MOST_OPEN, 64L << 20)
                        .build(),
                reportingTo(failures));
        questions = new RequestClient(asking, topics);
        hearing.subscribe(topics.statusFilter(Kind.VARIANT), 1, delivery -> status(Kind.VARIANT, variants, delivery));
        hearing.subscribe(
                topics.statusFilter(Kind.AGGREGATOR), 1, delivery -> status(Kind.AGGREGATOR, aggregators, delivery));
        hearing.subscribe(topics.topKFilter(), 0, this::frame);
        hearing.subscribe(topics.result(), 0, this::result);
        hearing.subscribe(topics.truth(), 0, this::truth);
        if (address.pictures()) {
            hearing.subscribe(topics.request(), 0, this::picture);
        }
        try {
            hearing.start();
            asking.start();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private static LinkListener reportingTo(TaskFailureListener failures) {
        return new LinkListener() {
            @Override
            public void connected(MqttLink connected) {
                // Nothing to announce: a watcher has no status of its own.
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
        return Optional.of(hearing.state())
                .filter(state -> !state.connected())
                .or(() -> Optional.of(asking.state()).filter(state -> !state.connected()))
                .map(FamilySubscriber::inWords);
    }

    private static String inWords(LinkState state) {
        return state.problem().orElse("connecting");
    }

    CompletableFuture<Response> ask(byte[] id, byte[] picture, Duration deadline) {
        return questions.ask(id, picture, deadline);
    }

    /** Sends something in passing; what becomes of it nobody asks. */
    void publish(Publication publication) {
        asking.publish(publication);
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
            history.said(variant.get(), TopKFrame.decode(delivery.payload()), delivery.receivedNanos());
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

    /** What the broker has kept would be taken for new at every connect. */
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

    /** What both connections have counted, by name. */
    Map<String, Long> counters() {
        Map<String, Long> numbers = new TreeMap<>();
        hearing.statistics().asMap().forEach((name, number) -> numbers.put("link." + name, number));
        asking.statistics().asMap().forEach((name, number) -> numbers.put("asks." + name, number));
        numbers.put("malformedReplies", questions.malformed());
        return numbers;
    }

    /** Waits a bounded time. */
    void close() {
        Cleanup.runAll(questions::close, asking::close, hearing::close);
    }
}
