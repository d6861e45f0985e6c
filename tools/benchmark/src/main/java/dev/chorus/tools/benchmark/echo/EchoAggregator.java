package dev.chorus.tools.benchmark.echo;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Answers a request, always alike, once as many frames have come as there are variants. What it knows of requests changes on the
 * client's thread alone.
 */
final class EchoAggregator implements AutoCloseable {

    private static final List<RankedLabel> LABELS = IntStream.range(0, 5)
            .mapToObj(rank -> new RankedLabel("class " + rank, rank, 0.5 / (1 + rank)))
            .toList();

    private final Topics topics;
    private final List<String> variants;
    private final Map<RequestId, Asked> open = new HashMap<>();
    private final PlainClient client;

    private static final class Asked {
        private MqttProperties request;
        private int frames;
    }

    EchoAggregator(String url, Topics topics, int variants) throws MqttException {
        this.topics = topics;
        this.variants =
                IntStream.range(0, variants).mapToObj(number -> "v" + number).toList();
        this.client = new PlainClient(url, topics.family() + "-aggregator", this::take);
        client.subscribe(topics.topKFilter());
        client.subscribe(topics.request());
    }

    private void take(String topic, MqttMessage message) {
        try {
            if (topic.equals(topics.request())) {
                RequestId id = RequestId.of(message.getProperties().getCorrelationData(), message.getPayload());
                asked(id).request = message.getProperties();
                answerIfComplete(id);
            } else {
                RequestId id = TopKFrame.decode(message.getPayload()).id();
                asked(id).frames++;
                answerIfComplete(id);
            }
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException(e);
        }
    }

    private Asked asked(RequestId id) {
        return open.computeIfAbsent(id, first -> new Asked());
    }

    private void answerIfComplete(RequestId id) {
        Asked asked = asked(id);
        if (asked.request == null || asked.frames < variants.size()) {
            return;
        }
        open.remove(id);
        byte[] answer = FusedResultJson.encode(new FusedResult(
                id,
                topics.family(),
                "1.0.0",
                Outcome.ANSWERED,
                null,
                LABELS,
                false,
                variants,
                List.of(),
                Map.of(),
                CloseReason.ALL,
                0.25,
                OptionalDouble.of(0.5),
                Duration.ofMillis(5),
                "echo"));
        client.publish(topics.result(), answer, new MqttProperties());
        MqttProperties reply = new MqttProperties();
        reply.setCorrelationData(asked.request.getCorrelationData());
        client.publish(asked.request.getResponseTopic(), answer, reply);
    }

    @Override
    public void close() throws MqttException {
        client.close();
    }
}
