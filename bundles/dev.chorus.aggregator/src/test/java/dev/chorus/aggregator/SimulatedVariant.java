package dev.chorus.aggregator;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.topk.TopK;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A variant as the aggregator receives it, on a client without properties: so it derives each request id from the
 * picture, as all variants must where the broker drops properties.
 */
final class SimulatedVariant extends PlainClient {

    static final LabelSet LABELS = new LabelSet(List.of("bolt", "nut", "washer"));
    /** Longer than every answer on a busy machine, short enough for a test to wait. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Topics topics;
    private final String variant;
    private final double weight;

    private SimulatedVariant(String brokerUrl, Topics topics, String variant, double weight) {
        super(
                brokerUrl,
                topics.status(Status.Kind.VARIANT, variant),
                StatusJson.encode(status(variant, State.OFFLINE, Serving.nothing(variant))));
        this.topics = topics;
        this.variant = variant;
        this.weight = weight;
    }

    /** Starts a variant that answers requests with frames, or not at all if given null. */
    static SimulatedVariant start(
            String brokerUrl, Topics topics, String variant, double weight, Function<RequestId, TopKResult> behaviour) {
        SimulatedVariant simulated = new SimulatedVariant(brokerUrl, topics, variant, weight);
        simulated.subscribe(topics.request(), (topic, picture) -> {
            TopKResult result = behaviour.apply(RequestId.of(null, picture));
            if (result != null) {
                simulated.say(result);
            }
        });
        simulated.publishStatus(State.ONLINE);
        return simulated;
    }

    /** Creates one that always returns the same class. */
    static Function<RequestId, TopKResult> seeing(int classIndex, float score) {
        return seeing(LABELS, classIndex, score);
    }

    static Function<RequestId, TopKResult> seeing(LabelSet labelSet, int classIndex, float score) {
        return id -> answer(id, labelSet, Duration.ofMillis(1), classIndex, score);
    }

    /** Returns the result for one class, some time after the request. */
    static TopKResult answer(RequestId id, LabelSet labelSet, Duration age, int classIndex, float score) {
        TopK topK = TopK.of(new int[] {classIndex}, new float[] {score});
        return TopKResult.answer(id, labelSet.fingerprint(), age, DEADLINE, topK);
    }

    /** Creates one that refuses every picture. */
    static Function<RequestId, TopKResult> refusing(Refusal refusal) {
        return id -> TopKResult.refusal(id, LABELS.fingerprint(), Duration.ofMillis(1), DEADLINE, refusal);
    }

    /** Creates one that never answers. */
    static Function<RequestId, TopKResult> silent() {
        return id -> null;
    }

    /** Publishes a result, requested or not. */
    void say(TopKResult result) {
        say(TopKFrame.encode(result));
    }

    /** Publishes any bytes as a frame. */
    void say(byte[] frame) {
        publish(topics.topK(variant), frame, false);
    }

    @Override
    void connectedAgain() {
        publishStatus(State.ONLINE);
    }

    private void publishStatus(State state) {
        Status status = status(variant, state, new Serving(variant, LABELS, weight, 1));
        publish(topics.status(Status.Kind.VARIANT, variant), StatusJson.encode(status), true);
    }

    private static Status status(String variant, State state, Serving serving) {
        return new Status(
                Status.Kind.VARIANT, variant, state, null, null, "1.0.0", "0.1.0", Map.of(), serving, List.of());
    }
}
