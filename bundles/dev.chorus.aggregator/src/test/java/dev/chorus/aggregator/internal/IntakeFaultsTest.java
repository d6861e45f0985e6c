package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.TOOLS;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of peers, which must have no effect. */
class IntakeFaultsTest extends IntakeBench {

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "60001", "soon"})
    void request_rubbishForADeadline_isCountedAndTheDefaultTaken(String deadline) {
        request(NAMED.withUserProperty("deadlineMs", deadline));

        atTheDeadline();

        assertEquals(1, link.published.size());
        assertEquals(1, counters.get("malformedDeadlines"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chorus/parts/request", "chorus/parts/status/variant/g1", "$SYS/x"})
    void request_responseTopicThatIsNotTheRequesters_isRefusedAndAnsweredOnTheResultTopic(String topic) {
        request(NAMED.withResponseTopic(topic));
        atTheDeadline();

        assertEquals(
                List.of("chorus/parts/result"),
                link.published.stream().map(Publication::topic).toList());
        assertEquals(1, counters.get("refusedResponseTopics"));
    }

    @Test
    void topK_fromUnknownVariantOrOtherLabelSet_isCountedAndNotFused() {
        status(online("g1", "p32", PARTS, 0.5));
        request(NAMED);

        answer("p64", PARTS, topK(1, 0.6f));
        answer("p32", TOOLS, topK(1, 0.6f));

        assertEquals(List.of(), link.published);
        assertEquals(2, counters.get("foreignResults"));
    }

    @Test
    void topK_twiceAndLate_isCountedAndFusedOnce() throws MalformedPayloadException {
        status(online("g1", "p32", PARTS, 0.5));
        status(online("g2", "p64", PARTS, 1));

        answer("p32", PARTS, topK(0, 0.9f));
        answer("p32", PARTS, topK(1, 0.9f));
        answer("p64", PARTS, topK(0, 0.6f));
        answer("p64", PARTS, topK(1, 0.6f));

        assertEquals(1, link.published.size());
        assertEquals(0.7, published(0).labels().get(0).score(), 1e-4);
        assertEquals(1, counters.get("duplicateResults"));
        assertEquals(1, counters.get("lateResults"));
    }

    @Test
    void topK_randomBytes_areCountedAndNothingElseHappens() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        status(online("g1", "p32", PARTS, 0.5));

        for (int round = 0; round < 1000; round++) {
            byte[] payload = new byte[random.nextInt(80)];
            random.nextBytes(payload);
            frame("p32", payload);
        }

        assertEquals(1000, counters.get("malformedFrames") + counters.get("results"));
        assertTrue(counters.get("malformedFrames") > 990);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "{}",
                "[[[[",
                "{\"kind\":\"variant\",\"id\":\"g2\",\"state\":\"online\",\"variant\":\"p32\"}",
                "{\"kind\":\"aggregator\",\"id\":\"g1\",\"state\":\"online\"}",
                "{\"kind\":\"variant\",\"id\":\"g1\",\"state\":\"online\",\"variant\":\"p32\",\"family\":\"tools\"}",
                "{\"kind\":\"variant\",\"id\":\"g1\",\"state\":\"online\",\"variant\":\"p32\",\"labels\":[\"a\",\"b\"],\"weight\":-1}"
            })
    void status_malformedOrOfAnotherInstance_isCountedAndIgnored(String payload) {
        status("g1", payload.getBytes(StandardCharsets.UTF_8));

        assertEquals(1, counters.get("malformedStatus"));
        assertEquals(List.of(), fuser.overview().members());
    }

    @Test
    void status_moreInstancesThanThereIsRoomFor_isCounted() {
        for (int number = 0; number <= VariantDirectory.MAX_INSTANCES; number++) {
            status(online("g" + number, "v" + number, PARTS, 1));
        }

        assertEquals(1, counters.get("refusedInstances"));
    }

    @Test
    void anything_onATopicWithoutAName_isCounted() {
        intake.topK(delivery("chorus/parts/topk/a b", new byte[0], MessageProperties.EMPTY));
        intake.status(delivery("chorus/parts/status/variant/", new byte[0], MessageProperties.EMPTY));

        assertEquals(1, counters.get("malformedFrames"));
        assertEquals(1, counters.get("malformedStatus"));
    }

    @Test
    void anything_retainedByTheBroker_isNotTakenForNew() {
        intake.request(new Delivery(topics.request(), PICTURE, 1, true, false, NAMED, System.nanoTime()));
        intake.topK(new Delivery(
                topics.topK("p32"), new byte[0], 1, true, false, MessageProperties.EMPTY, System.nanoTime()));
        atTheDeadline();

        assertEquals(List.of(), link.published);
        assertEquals(2, counters.get("retainedMessages"));
    }

    @Test
    void anything_moreThanTheOwnerTakes_isDroppedAndCounted() {
        room = false;

        request(NAMED);

        assertEquals(1, counters.get("overflowed"));
    }

    @Test
    void publish_answerThatDoesNotGetThere_isCounted() {
        link.fate = CompletableFuture.failedFuture(
                new PublishException(PublishException.Reason.DROPPED, "chorus/parts/result was dropped"));
        request(NAMED);

        atTheDeadline();

        assertEquals(1, counters.get("unsentAnswers"));
    }
}
