package dev.chorus.web;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.topk.TopK;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Simulates two variants and an aggregator in one client: the first byte of a picture selects the outcome. */
final class SimulatedFamily implements AutoCloseable {

    static final Topics TOPICS = new Topics(Topics.DEFAULT_ROOT, "parts");
    static final byte ANSWERED = 1;
    static final byte REFUSED = 2;
    static final byte SILENT = 3;

    private static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut", "washer"));

    private final MqttLink link;

    SimulatedFamily(String brokerUrl) {
        link = MqttLink.create(LinkSettings.builder(brokerUrl, "family").build(), any -> {});
        link.subscribe(TOPICS.request(), 1, this::answer);
        link.start();
    }

    /** Publishes all statuses. */
    void publishStatuses(State ofTheFirst, State ofTheSecond, State ofTheAggregator) throws Exception {
        variant("p48", ofTheFirst);
        variant("p56", ofTheSecond);
        publish(new Status(
                Status.Kind.AGGREGATOR,
                "agg",
                ofTheAggregator,
                null,
                TOPICS.family(),
                "1.0.0",
                "0.1.0",
                Map.of("openWindows", 0L, "answered", 7L),
                null,
                List.of(
                        new Status.Member("p48", "p48", ofTheFirst, true, false, Duration.ofMillis(12)),
                        new Status.Member("p56", "p56", ofTheSecond, true, true, null))));
    }

    private void variant(String id, State state) throws Exception {
        publish(new Status(
                Status.Kind.VARIANT,
                id,
                state,
                state == State.ONLINE ? null : "it is \"" + state + "\"",
                TOPICS.family(),
                "1.0.0",
                "0.1.0",
                Map.of("refused.damaged", 3L),
                new Status.Serving(id, LABELS, 1, 2),
                List.of()));
    }

    private void publish(Status status) throws Exception {
        link.publish(new Publication(
                        TOPICS.status(status.kind(), status.id()),
                        StatusJson.encode(status),
                        1,
                        true,
                        MessageProperties.EMPTY))
                .get(120, TimeUnit.SECONDS);
    }

    /** Publishes a message and waits for the broker. */
    void publish(String topic, byte[] payload) throws Exception {
        link.publish(Publication.atLeastOnce(topic, payload)).get(120, TimeUnit.SECONDS);
    }

    /** Publishes the ground truth of a picture. */
    void truth(String json) {
        link.publish(Publication.atLeastOnce(TOPICS.truth(), json.getBytes(StandardCharsets.UTF_8)));
    }

    private void answer(Delivery request) {
        byte what = request.payload()[0];
        RequestId id = RequestId.of(request.properties().correlationData().orElse(null), request.payload());
        if (what == SILENT) {
            return;
        }
        frame("p48", id, new int[] {1, 0}, new float[] {0.75f, 0.25f});
        frame("p56", id, new int[] {0, 1}, new float[] {0.5f, 0.5f});
        boolean answered = what == ANSWERED;
        byte[] answer = FusedResultJson.encode(new FusedResult(
                id,
                TOPICS.family(),
                "1.0.0",
                answered ? Outcome.ANSWERED : Outcome.REFUSED,
                answered ? null : "truncated or not decodable",
                answered ? List.of(new RankedLabel("nut", 1, 0.625), new RankedLabel("bolt", 0, 0.375)) : List.of(),
                false,
                answered ? List.of("p48", "p56") : List.of(),
                List.of(),
                Map.of(),
                CloseReason.ALL,
                answered ? 0.25 : 0,
                answered ? OptionalDouble.of(0.9) : OptionalDouble.empty(),
                Duration.ofMillis(5),
                "agg"));
        link.publish(Publication.atLeastOnce(TOPICS.result(), answer));
        request.properties().responseTopic().ifPresent(topic -> link.publish(Publication.atLeastOnce(topic, answer)));
    }

    private void frame(String variant, RequestId id, int[] classes, float[] scores) {
        link.publish(Publication.atLeastOnce(
                TOPICS.topK(variant),
                TopKFrame.encode(TopKResult.answer(
                        id,
                        LABELS.fingerprint(),
                        Duration.ofMillis(3),
                        Duration.ofSeconds(1),
                        TopK.of(classes, scores)))));
    }

    @Override
    public void close() {
        link.close();
    }
}
