package dev.chorus.tools.benchmark.echo;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.benchmark.inside.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Answers every request with a frame: always the same one, or after the work that a variant has with it. */
final class EchoVariant implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final TopK ALWAYS = TopK.of(new int[] {3, 1, 4, 5, 9}, new float[] {0.4f, 0.2f, 0.1f, 0.05f, 0.05f});

    private final Topics topics;
    private final String name;
    /** Null: none. */
    private final Work work;

    private final PlainClient client;

    /** @param models the folder of a family that has a variant of that name; empty: nothing is worked on */
    EchoVariant(String url, Topics topics, String name, Optional<Path> models) throws Exception {
        this.topics = topics;
        this.name = name;
        this.work = models.isPresent() ? new Work(models.get(), name) : null;
        this.client = new PlainClient(url, topics.family() + "-" + name, (topic, message) -> answer(message));
        client.subscribe(topics.request());
    }

    private void answer(MqttMessage request) {
        RequestId id = RequestId.of(request.getProperties().getCorrelationData(), request.getPayload());
        byte[] frame = TopKFrame.encode(TopKResult.answer(
                id,
                new Fingerprint(0),
                Duration.ofMillis(5),
                DEADLINE,
                work == null ? ALWAYS : work.classify(request.getPayload())));
        client.publish(topics.topK(name), frame, new MqttProperties());
    }

    @Override
    public void close() throws MqttException {
        client.close();
        if (work != null) {
            work.close();
        }
    }
}
