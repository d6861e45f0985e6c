package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.mqtt.api.MessageProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two aggregators of one family that receive random bytes on the topics of the protocol. */
class RandomBytesTest {

    private static final int MAX_BYTES = 200;

    private final List<IntakeBench> aggregators = List.of(new IntakeBench("one") {}, new IntakeBench("other") {});

    RandomBytesTest() {
        aggregators.get(0).peer("other");
        aggregators.get(1).peer("one");
    }

    @Test
    void emptyStatus_ofALivingAggregator_bringsNoSecondAnswer() throws MalformedPayloadException {
        // given
        for (IntakeBench each : aggregators) {
            for (String instance : List.of("one", "other")) {
                each.intake.peer(IntakeBench.delivery(
                        each.topics.status(Status.Kind.AGGREGATOR, instance), new byte[0], MessageProperties.EMPTY));
            }
        }
        // when
        for (byte number = 0; number < 20; number++) {
            ask(new byte[] {number});
        }
        // then
        assertEquals(20, answers().size());
    }

    @Test
    void randomBytes_onAllTopics_bringNoSecondAnswer() throws MalformedPayloadException {
        // given
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<RequestId> asked = new ArrayList<>();
        // when
        for (int round = 0; round < 100; round++) {
            byte[] id = new byte[RequestId.MAX_LENGTH];
            random.nextBytes(id);
            asked.add(RequestId.ofBytes(id, false));
            rubbish(random);
            ask(id);
            rubbish(random);
            ask(id);
        }
        // then
        List<RequestId> answered = answers();
        for (RequestId id : asked) {
            assertEquals(1, answered.stream().filter(id::equals).count(), "answers to " + id + ", seed " + seed);
        }
    }

    /** Answer that both receive for one request to the only variant. */
    private void ask(byte[] id) {
        for (IntakeBench each : aggregators) {
            each.status(VariantStatus.online("g1", "p32", VariantStatus.PARTS, 1));
            each.request(MessageProperties.EMPTY.withCorrelationData(id));
            each.answer(id, "p32", VariantStatus.PARTS, IntakeBench.topK(0, 0.9f));
        }
    }

    private void rubbish(Random random) {
        for (int number = 0; number < 50; number++) {
            // Short ones are the likeliest to be valid: the empty one removes a status.
            byte[] payload = new byte[random.nextBoolean() ? random.nextInt(3) : random.nextInt(MAX_BYTES)];
            random.nextBytes(payload);
            String instance = random.nextBoolean() ? "one" : "other";
            int topic = random.nextInt(5);
            aggregators.forEach(each -> receive(each, topic, instance, payload));
        }
    }

    private static void receive(IntakeBench each, int topic, String instance, byte[] payload) {
        switch (topic) {
            case 0 -> each.frame("p32", payload);
            case 1 -> each.status("g1", payload);
            case 2 -> each.intake.peer(IntakeBench.delivery(
                    each.topics.status(Status.Kind.AGGREGATOR, instance), payload, MessageProperties.EMPTY));
            case 3 -> each.intake.answer(IntakeBench.delivery(each.topics.result(), payload, MessageProperties.EMPTY));
            default -> each.intake.request(
                    IntakeBench.delivery(each.topics.request(), payload, MessageProperties.EMPTY));
        }
    }

    private List<RequestId> answers() throws MalformedPayloadException {
        List<RequestId> ids = new ArrayList<>();
        for (IntakeBench each : aggregators) {
            for (int index = 0; index < each.link.published.size(); index++) {
                ids.add(each.published(index).id());
            }
        }
        return ids;
    }
}
