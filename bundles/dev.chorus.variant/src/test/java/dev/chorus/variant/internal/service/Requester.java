package dev.chorus.variant.internal.service;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.model.ColourFamily;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Sends requests and receives results at a real broker, like a requester and an aggregator. */
final class Requester implements AutoCloseable {

    private static final Topics TOPICS = new Topics("chorus", ColourFamily.FAMILY);

    final Map<RequestId, List<TopKResult>> outcomes = new ConcurrentHashMap<>();
    final List<Status> statuses = new CopyOnWriteArrayList<>();
    private final MqttLink link;
    private int nextId;

    Requester(String brokerUrl) {
        link = MqttLink.create(
                LinkSettings.builder(brokerUrl, "requester")
                        .backoff(Duration.ofMillis(20), Duration.ofMillis(100))
                        .buffer(10_000, 1L << 30)
                        .build(),
                connected -> {});
        link.subscribe(TOPICS.topKFilter(), 1, this::outcome);
        link.subscribe(TOPICS.statusFilter(Status.Kind.VARIANT), 1, this::status);
        link.start();
        Await.until(() -> link.state().connected(), () -> "requester: " + link.state());
    }

    private void outcome(Delivery delivery) {
        try {
            TopKResult result = TopKFrame.decode(delivery.payload());
            outcomes.merge(result.id(), List.of(result), Requester::joined);
        } catch (MalformedPayloadException e) {
            throw new AssertionError(e);
        }
    }

    private static List<TopKResult> joined(List<TopKResult> some, List<TopKResult> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private void status(Delivery delivery) {
        try {
            statuses.add(StatusJson.decode(delivery.payload()));
        } catch (MalformedPayloadException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a request with a chosen id. */
    RequestId ask(byte[] picture) {
        byte[] id = ByteBuffer.allocate(4).putInt(nextId++).array();
        return ask(picture, MessageProperties.EMPTY.withCorrelationData(id));
    }

    RequestId ask(byte[] picture, MessageProperties properties) {
        link.publish(Publication.atLeastOnce(TOPICS.request(), picture).with(properties));
        return RequestId.of(properties.correlationData().orElse(null), picture);
    }

    /** Publishes a retained picture as a request, and waits until the broker retains it. */
    void publishRetained(byte[] picture) {
        link.publish(Publication.retained(TOPICS.request(), picture)).join();
    }

    /** Waits for the first outcome. */
    TopKResult outcome(RequestId id) {
        Await.until(() -> outcomes.containsKey(id), () -> "no outcome of " + id + "; " + statuses);
        return outcomes.get(id).get(0);
    }

    Status awaitState(Status.State state) {
        Await.until(
                () -> !statuses.isEmpty() && lastStatus().state() == state,
                () -> "state is not " + state + ": " + statuses);
        return lastStatus();
    }

    /** Returns the latest status; there must be one. */
    Status lastStatus() {
        return statuses.get(statuses.size() - 1);
    }

    @Override
    public void close() {
        link.close();
    }
}
