package dev.chorus.tools.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.testing.ExampleMessages;
import dev.chorus.core.testing.Mutation;
import dev.chorus.core.testing.Mutations;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkStatistics;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SightingsTest {

    private static final Topics TOPICS = new Topics("chorus", "parts");
    private static final String VARIANT = TOPICS.status(Kind.VARIANT, "gw1");

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final MqttLink family = link("family");
    private final MqttLink watch = link("watch");
    private final Sightings sightings = new Sightings("chorus");

    private MqttLink link(String id) {
        return MqttLink.create(LinkSettings.builder(broker.url(), id).build(), any -> {});
    }

    @BeforeEach
    void listen() throws Exception {
        family.start();
        publish(Publication.retained(VARIANT, ExampleMessages.variant()));
        sightings.listen(watch);
        watch.start();
        await(() -> !sightings.now().isEmpty());
    }

    @AfterEach
    void stop() {
        watch.close();
        family.close();
        broker.close();
    }

    private void publish(Publication publication) throws Exception {
        family.publish(publication).get(120, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "the condition does not become true");
            Thread.sleep(20);
        }
    }

    private InstanceView parts() {
        return sightings.now().get(0);
    }

    private interface Decoding {
        Object decode(byte[] payload) throws MalformedPayloadException;
    }

    private static boolean isMalformed(byte[] payload, Decoding decoding) {
        try {
            decoding.decode(payload);
            return false;
        } catch (MalformedPayloadException e) {
            return true;
        }
    }

    private void assertHandledOrCounted(String topic, byte[] example, Decoding decoding) throws Exception {
        List<Mutation> mutations = Mutations.of(example);
        long malformed = mutations.stream()
                .filter(one -> isMalformed(one.payload(), decoding))
                .count();
        for (Mutation mutation : mutations) {
            publish(Publication.atLeastOnce(topic, mutation.payload()));
        }

        // More where kind, id or family is not that of the topic.
        await(() -> parts().troubles().getOrDefault("malformed", 0L) >= malformed);
        await(() -> watch.statistics().received() > mutations.size());
        LinkStatistics statistics = watch.statistics();
        assertEquals(0, statistics.handlerFailures());
    }

    @Test
    void status_anyField_isHandledOrCounted() throws Exception {
        assertHandledOrCounted(VARIANT, ExampleMessages.variant(), StatusJson::decode);
    }

    @Test
    void result_anyField_isHandledOrCounted() throws Exception {
        assertHandledOrCounted(TOPICS.result(), ExampleMessages.result(), FusedResultJson::decode);
    }

    @Test
    void status_thatIsRemoved_isNoLongerShown() throws Exception {
        publish(Publication.removal(VARIANT));

        await(() -> parts().variants().isEmpty());
    }

    @Test
    void status_onAForeignTopic_isNotShown() throws Exception {
        publish(Publication.atLeastOnce("chorus/a b/status/variant/gw1", ExampleMessages.variant()));
        publish(Publication.atLeastOnce(TOPICS.status(Kind.VARIANT, "gw2"), ExampleMessages.variant()));

        await(() -> parts().troubles().containsKey("malformed"));
        assertEquals(1, sightings.now().size());
        assertEquals(1, parts().variants().size());
    }
}
