package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import java.util.HashMap;
import java.util.Map;

/** Counts the answers to each request on the result topic. Its state is guarded by itself. */
final class Doubles implements AutoCloseable {

    private final MqttLink link;
    private final Map<RequestId, Integer> answers = new HashMap<>();

    Doubles(LinkSettings settings, Topics topics) {
        link = MqttLink.create(settings, any -> {});
        link.subscribe(topics.result(), 1, this::hear);
        link.start();
    }

    private synchronized void hear(Delivery delivery) {
        if (delivery.duplicate()) {
            return;
        }
        try {
            FusedResult result = FusedResultJson.decode(delivery.payload());
            answers.merge(result.id(), 1, Integer::sum);
        } catch (MalformedPayloadException e) {
            // Rubbish is sent on purpose.
        }
    }

    /** How many answers there were beyond the first to each request that was not derived from its picture. */
    synchronized long beyondTheFirst() {
        return answers.values().stream().mapToLong(number -> number - 1).sum();
    }

    @Override
    public void close() {
        link.close();
    }
}
