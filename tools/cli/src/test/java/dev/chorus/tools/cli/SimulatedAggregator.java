package dev.chorus.tools.cli;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Answers requests whose payload is a word: {@code damaged} is refused, {@code silence} is not answered, any other word is its own
 * first label.
 */
final class SimulatedAggregator implements AutoCloseable {

    private final Topics topics;
    private final MqttLink link;
    private final CountDownLatch connected = new CountDownLatch(1);

    SimulatedAggregator(String brokerUrl, Topics topics) throws InterruptedException {
        this.topics = topics;
        link = MqttLink.create(
                LinkSettings.builder(brokerUrl, "simulated-aggregator").build(), any -> connected.countDown());
        link.subscribe(topics.request(), 1, this::answer);
        link.start();
        if (!connected.await(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not connected: " + link.state());
        }
    }

    private void answer(Delivery request) {
        String word = new String(request.payload(), StandardCharsets.UTF_8);
        if (word.equals("silence")) {
            return;
        }
        MessageProperties asked = request.properties();
        RequestId id = RequestId.of(asked.correlationData().orElse(null), request.payload());
        byte[] result = FusedResultJson.encode(word.equals("damaged") ? refused(id) : answered(id, word));
        link.publish(Publication.atLeastOnce(topics.result(), result));
        asked.responseTopic().ifPresent(topic -> link.publish(Publication.atLeastOnce(topic, result)));
    }

    private FusedResult answered(RequestId id, String word) {
        List<RankedLabel> labels = List.of(new RankedLabel(word, 3, 0.75), new RankedLabel("other", 1, 0.125));
        return result(id, Outcome.ANSWERED, null, labels, List.of("p24", "p32"), List.of("p40"), Map.of());
    }

    private FusedResult refused(RequestId id) {
        Refusal why = Refusal.DAMAGED;
        return result(id, Outcome.REFUSED, why.description(), List.of(), List.of(), List.of(), Map.of("p24", why));
    }

    private FusedResult result(
            RequestId id,
            Outcome outcome,
            String reason,
            List<RankedLabel> labels,
            List<String> contributors,
            List<String> missing,
            Map<String, Refusal> refusals) {
        return new FusedResult(
                id,
                topics.family(),
                "1.0.0",
                outcome,
                reason,
                labels,
                !missing.isEmpty(),
                contributors,
                missing,
                refusals,
                CloseReason.ALL,
                0.5,
                Duration.ofMillis(3),
                "simulated");
    }

    @Override
    public void close() {
        link.close();
    }
}
