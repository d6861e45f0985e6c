package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.mqtt.request.Response;
import dev.chorus.tools.broker.MosquittoBroker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker without access lists, and a client that publishes statuses of variants and aggregators that do not exist. */
@Tag("mosquitto")
class HostileStatusesIT {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_ROOT, "parts");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Long, for a busy machine. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final List<String> VARIANTS = List.of("p64", "p72");
    private static final int REQUESTS = 12;

    @TempDir
    private static Path folder;

    @Test
    void requests_whileStatusesNameWhatDoesNotExist_areAnsweredByTheVariantsThatDo() throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start();
                GatewayProcess gateway = gateway(broker.port());
                MqttLink attacker = MqttLink.create(settings(broker, "attacker"), any -> {});
                Requester requester = Requester.connect(settings(broker, "requester"), TOPICS, PATIENCE)) {
            assertTrue(gateway.isAlive());
            attacker.start();
            Response before = awaitAnswer(requester);

            publish(attacker, variant("ghost-1", VARIANTS.get(0), labelsLike(before), 1000));
            publish(attacker, variant("ghost-2", "ghost", labelsLike(before), 1000));
            publish(attacker, variant("ghost-3", "other", new LabelSet(List.of("cat", "dog")), 1000));
            for (int number = 0; number < 16; number++) {
                publish(attacker, aggregator("fake-" + number));
            }
            // The first may wait for what does not answer; it has an answer by its deadline.
            ask(requester);
            for (int number = 0; number < REQUESTS; number++) {
                Response reply = ask(requester);

                assertTrue(reply.isAnswered(), reply.toString());
                assertEquals(VARIANTS, reply.result().contributors());
                assertFalse(reply.result().degraded(), reply.toString());
            }
        }
    }

    private static LabelSet labelsLike(Response reply) {
        return new LabelSet(
                Stream.concat(reply.result().labels().stream().map(label -> label.label()), Stream.of("one more"))
                        .toList());
    }

    private static Response awaitAnswer(Requester requester) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Response reply = null;
        while (System.nanoTime() - until < 0) {
            reply = requester
                    .ask(RequestClient.newId(), picture(), DEADLINE)
                    .exceptionally(noAnswerYet -> null)
                    .get(120, TimeUnit.SECONDS);
            if (reply != null && reply.result().contributors().equals(VARIANTS)) {
                return reply;
            }
        }
        throw new AssertionError("not answered by " + VARIANTS + ", the last answer is " + reply);
    }

    private static Response ask(Requester requester) throws Exception {
        return requester.ask(RequestClient.newId(), picture(), DEADLINE).get(120, TimeUnit.SECONDS);
    }

    private static byte[] picture() {
        return Jpeg.encode(new PartsArtist().draw(PartClass.NUT, System.nanoTime()));
    }

    private static void publish(MqttLink attacker, Status status) throws Exception {
        attacker.publish(Publication.retained(TOPICS.status(status.kind(), status.id()), StatusJson.encode(status)))
                .get(120, TimeUnit.SECONDS);
    }

    private static Status variant(String id, String variant, LabelSet labels, double weight) {
        Serving serving = new Serving(variant, labels, weight, labels.size());
        return new Status(
                Kind.VARIANT, id, State.ONLINE, null, TOPICS.family(), "99.0.0", "1.0", Map.of(), serving, List.of());
    }

    private static Status aggregator(String id) {
        return new Status(
                Kind.AGGREGATOR, id, State.ONLINE, null, TOPICS.family(), null, "1.0", Map.of(), null, List.of());
    }

    private static LinkSettings settings(MosquittoBroker broker, String clientId) {
        return LinkSettings.builder("mqtt://127.0.0.1:" + broker.port(), clientId)
                .build();
    }

    private static GatewayProcess gateway(int port) throws Exception {
        ClonePackages clone = ClonePackages.ofChorus().orElseThrow();
        Map<String, Object> shared = Map.of("broker.url", "mqtt://127.0.0.1:" + port, "family", TOPICS.family());
        List<ComponentSettings> components = Stream.concat(
                        Stream.of(new ComponentSettings(
                                "dev.chorus.aggregator.AggregatorService",
                                "aggregator",
                                with(shared, Map.of("early.stop", false, "deadline.ms", 5000)))),
                        VARIANTS.stream()
                                .map(variant -> new ComponentSettings(
                                        "dev.chorus.variant.VariantService",
                                        variant,
                                        with(shared, Map.of("variant", variant)))))
                .toList();
        List<Path> packages = Stream.of(
                        "chorus-core",
                        "chorus-aggregator",
                        "chorus-onnxruntime",
                        "chorus-variant",
                        "chorus-model-parts-p64",
                        "chorus-model-parts-p72")
                .map(name -> {
                    try {
                        return clone.packageFile(name);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
        GatewayProcess gateway = GatewayProcess.launch(new GatewaySetup(
                folder.resolve("gateway"), clone.platform(), packages, components, folder.resolve("gateway.log")));
        gateway.awaitReady(PATIENCE);
        return gateway;
    }

    private static Map<String, Object> with(Map<String, Object> shared, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(shared);
        all.putAll(more);
        return all;
    }
}
