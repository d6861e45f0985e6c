package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.TOOLS;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Handling of requests, results and statuses. */
class IntakeTest extends IntakeBench {

    @Test
    void topK_fromAllVariants_isAnsweredOnResultAndResponseTopic() throws MalformedPayloadException {
        status(online("g1", "p32", PARTS, 0.5));
        status(online("g2", "p64", PARTS, 1));
        request(NAMED.withResponseTopic("chorus/parts/reply/7"));

        answer("p32", PARTS, topK(0, 0.9f));
        answer("p64", PARTS, topK(1, 0.6f));

        assertEquals(
                List.of("chorus/parts/result", "chorus/parts/reply/7"),
                link.published.stream().map(Publication::topic).toList());
        FusedResult result = published(0);
        assertEquals(Outcome.ANSWERED, result.outcome());
        assertEquals("nut", result.labels().get(0).label());
        assertEquals(List.of("p32", "p64"), result.contributors());
        assertEquals("agg", result.aggregator());
        Publication reply = link.published.get(1);
        assertEquals(1, reply.qos());
        assertEquals("application/json", reply.properties().contentType().orElseThrow());
        assertArrayEquals(ID, reply.properties().correlationData().orElseThrow());
        assertArrayEquals(link.published.get(0).payload(), reply.payload());
        assertEquals(1, counters.get("answered"));
        assertEquals(1, counters.get("requests"));
        assertEquals(2, counters.get("results"));
    }

    @Test
    void request_afterAllVariantsHaveAnswered_isAnsweredOnItsResponseTopic() {
        status(online("g1", "p32", PARTS, 0.5));
        answer("p32", PARTS, topK(0, 0.9f));

        request(NAMED.withResponseTopic("chorus/parts/reply/7"));

        assertEquals(
                List.of("chorus/parts/result", "chorus/parts/reply/7"),
                link.published.stream().map(Publication::topic).toList());
        assertArrayEquals(
                ID, link.published.get(1).properties().correlationData().orElseThrow());
        assertEquals(1, counters.get("overtakenRequests"));
        assertEquals(0, counters.get("duplicateRequests"));
    }

    @Test
    void request_sentAgainAfterItsAnswer_isAnsweredOnItsResponseTopicOnly() {
        MessageProperties asking = NAMED.withResponseTopic("chorus/parts/reply/7");
        status(online("g1", "p32", PARTS, 0.5));
        request(asking);
        answer("p32", PARTS, topK(0, 0.9f));
        byte[] answered = link.published.get(0).payload();
        link.published.clear();

        request(asking.asResent());

        assertEquals(
                List.of("chorus/parts/reply/7"),
                link.published.stream().map(Publication::topic).toList());
        assertArrayEquals(answered, link.published.get(0).payload());
        assertEquals(1, counters.get("repeatedAnswers"));
        assertEquals(1, counters.get("duplicateRequests"));
    }

    @Test
    void answer_ofAPeer_endsTheWindow() {
        status(online("g1", "p32", PARTS, 0.5));
        request(NAMED);
        answer("p32", PARTS, topK(0, 0.9f));
        byte[] answered = link.published.get(0).payload();
        link.published.clear();
        IntakeBench other = new IntakeBench("another") {};
        other.peer("agg");
        other.request(NAMED);

        other.intake.answer(delivery(topics.result(), answered, MessageProperties.EMPTY));
        other.atTheDeadline();

        assertEquals(1, other.company);
        assertEquals(List.of(), other.link.published);
    }

    @Test
    void request_receivedAfterAStall_isLeftToThePeers() {
        status(online("g1", "p32", PARTS, 0.5));
        peer("another");
        fuser.stalled(System.nanoTime());

        request(NAMED);
        answer("p32", PARTS, topK(0, 0.9f));

        assertEquals(List.of(), link.published);
        assertEquals(1, counters.get("stalls"));
        assertEquals(1, outdated);
    }

    @Test
    void request_receivedAfterAStallWithoutPeers_isAnswered() {
        status(online("g1", "p32", PARTS, 0.5));
        fuser.stalled(System.nanoTime());

        request(NAMED);
        answer("p32", PARTS, topK(0, 0.9f));

        assertEquals(1, link.published.size());
        assertEquals(0, outdated);
    }

    @Test
    void answer_thatIsNone_isCounted() {
        intake.answer(delivery(topics.result(), PICTURE, MessageProperties.EMPTY));

        assertEquals(1, counters.get("malformedAnswers"));
    }

    @Test
    void answer_ofAnUnknownAggregator_isCountedAndChangesNothing() {
        status(online("g1", "p32", PARTS, 0.5));
        request(NAMED);
        answer("p32", PARTS, topK(0, 0.9f));
        byte[] answered = link.published.get(0).payload();
        IntakeBench other = new IntakeBench("another") {};
        other.request(NAMED);

        other.intake.answer(delivery(topics.result(), answered, MessageProperties.EMPTY));

        assertEquals(1, other.counters.get("foreignAnswers"));
        other.atTheDeadline();
        assertEquals(1, other.link.published.size());
    }

    @Test
    void request_withoutCorrelationData_isAnsweredWithoutIt() {
        status(online("g1", "p32", PARTS, 0.5));

        request(MessageProperties.EMPTY.withResponseTopic("chorus/parts/reply/7"));
        atTheDeadline();

        assertTrue(link.published.get(1).properties().correlationData().isEmpty());
    }

    @Test
    void request_withoutVariants_isAnsweredAtTheDeadline() throws MalformedPayloadException {
        request(NAMED);
        assertEquals(List.of(), link.published);

        atTheDeadline();

        assertEquals(Outcome.NO_VARIANT, published(0).outcome());
        assertEquals(1, counters.get("noVariant"));
    }

    @Test
    void request_deadlineOfItsOwn_isKept() {
        request(NAMED.withUserProperty("deadlineMs", "5000"));

        atTheDeadline();
        assertEquals(List.of(), link.published);

        fuser.runDue(System.nanoTime() + Duration.ofSeconds(5).toNanos());
        assertEquals(1, link.published.size());
    }

    @Test
    void request_shortExpiry_isTheDeadline() {
        request(NAMED.withUserProperty("deadlineMs", "5000").withExpiry(Duration.ofSeconds(1)));

        atTheDeadline();

        assertEquals(1, link.published.size());
    }

    @Test
    void request_thatWaitedForItsTurn_hasTheRestOfItsDeadline() {
        long longAgo = System.nanoTime() - Duration.ofSeconds(10).toNanos();
        intake.request(new Delivery(topics.request(), PICTURE, 1, false, false, NAMED, longAgo));

        fuser.runDue(System.nanoTime() + Duration.ofMillis(2).toNanos());

        assertEquals(1, link.published.size());
    }

    @Test
    void topK_allRefuseThePicture_isAnsweredAtOnceWithTheReason() throws MalformedPayloadException {
        status(online("g1", "p32", PARTS, 0.5));
        request(NAMED);

        frame(
                "p32",
                TopKFrame.encode(TopKResult.refusal(
                        RequestId.of(ID, PICTURE), PARTS.fingerprint(), Duration.ZERO, DEADLINE, Refusal.DAMAGED)));

        assertEquals(Outcome.REFUSED, published(0).outcome());
        assertEquals("truncated or not decodable", published(0).reason());
        assertEquals(1, counters.get("refused"));
    }

    @Test
    void status_emptyPayload_forgetsTheInstance() {
        status(VariantStatus.of("g1", "p32", State.OFFLINE, PARTS, 0.5, "1.0.0"));
        assertEquals(1, fuser.overview().members().size());

        status("g1", new byte[0]);

        assertEquals(List.of(), fuser.overview().members());
    }

    /**
     * Any client can publish an empty status, and the aggregator that removes the status of a stopped instance can be
     * late.
     */
    @Test
    void status_emptyPayloadOfALiveInstance_forgetsItOnceItIsSilent() {
        status(online("g1", "p32", PARTS, 0.5));

        status("g1", new byte[0]);
        assertEquals(1, fuser.overview().members().size());

        fuser.runDue(System.nanoTime() + VariantDirectory.SILENCE.toNanos());
        assertEquals(List.of(), fuser.overview().members());
    }

    @Test
    void status_ofAStoppedInstance_isRemovedAfterAnHour() {
        status(VariantStatus.of("g1", "p32", State.STOPPED, PARTS, 0.5, "1.0.0"));
        long hour = System.nanoTime() + StatusCleaner.KEPT.toNanos();

        fuser.runDue(hour - Duration.ofMinutes(1).toNanos());
        assertEquals(List.of(), removed);

        fuser.runDue(hour);
        assertEquals(List.of(topics.status(Kind.VARIANT, "g1")), removed);
        status("g1", new byte[0]);
        assertEquals(List.of(), fuser.overview().members());
    }

    @Test
    void status_variantWaitedForVanishes_closesTheWindow() throws MalformedPayloadException {
        status(online("g1", "p32", PARTS, 0.5));
        status(online("g2", "p64", PARTS, 1));
        answer("p32", PARTS, topK(0, 0.9f));

        status(VariantStatus.bareWill("g2", "p64"));

        assertTrue(published(0).degraded());
        assertEquals(List.of("p64"), published(0).missing());
        assertEquals(1, counters.get("degradedAnswers"));
        assertEquals("missing: p64 (offline)", fuser.overview().problem());
    }

    @Test
    void anything_inAnyOrder_answersEveryRequestExactlyOnce() throws MalformedPayloadException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Set<RequestId> asked = new HashSet<>();
        for (int step = 0; step < 5000; step++) {
            byte[] name = {(byte) random.nextInt(256)};
            String variant = "v" + random.nextInt(4);
            LabelSet labelSet = random.nextInt(10) == 0 ? TOOLS : PARTS;
            switch (random.nextInt(8)) {
                case 0 -> status(online("g" + variant, variant, labelSet, 1 + random.nextInt(3)));
                case 1 -> status(VariantStatus.bareWill("g" + variant, variant));
                case 2 -> status("g" + variant, new byte[0]);
                case 3 -> {
                    asked.add(RequestId.ofBytes(name, false));
                    request(MessageProperties.EMPTY.withCorrelationData(name).withUserProperty("deadlineMs", "60000"));
                }
                default -> answer(name, variant, labelSet, topK(random.nextInt(3), random.nextFloat()));
            }
        }

        fuser.closeAll(System.nanoTime());

        List<RequestId> answered = new ArrayList<>();
        for (int index = 0; index < link.published.size(); index++) {
            answered.add(published(index).id());
        }
        assertEquals(new HashSet<>(answered).size(), answered.size());
        assertTrue(answered.containsAll(asked));
    }
}
