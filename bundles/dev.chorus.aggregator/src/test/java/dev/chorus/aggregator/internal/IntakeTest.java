package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.FAMILY;
import static dev.chorus.aggregator.internal.VariantStatus.PARTS;
import static dev.chorus.aggregator.internal.VariantStatus.TOOLS;
import static dev.chorus.aggregator.internal.VariantStatus.online;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.topk.TopK;
import dev.chorus.core.window.WindowOptions;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From deliveries to publications, on one thread and without a network. */
class IntakeTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final byte[] ID = "42".getBytes(StandardCharsets.UTF_8);
    private static final MessageProperties NAMED = MessageProperties.EMPTY.withCorrelationData(ID);
    private static final byte[] PICTURE = {1, 2, 3};

    private final Topics topics = new Topics(Topics.DEFAULT_ROOT, FAMILY);
    private final Counters counters = new Counters();
    private final Tally tally = new Tally(counters);
    private final RecordingLink link = new RecordingLink();
    private final FamilyFuser fuser = new FamilyFuser(
            "agg",
            FAMILY,
            new WindowOptions(new ScaledSum(), 1, false, 10, 5),
            new AnswerPublisher(link, topics, tally)::publish,
            tally,
            () -> {});
    private boolean room = true;
    private final Intake intake = new Intake(topics, fuser, this::own, tally, DEADLINE);

    private boolean own(Runnable task) {
        if (room) {
            task.run();
        }
        return room;
    }

    private static Delivery delivery(String topic, byte[] payload, MessageProperties properties) {
        return new Delivery(topic, payload, 1, false, false, properties, System.nanoTime());
    }

    private void status(Status status) {
        status(status.id(), StatusJson.encode(status));
    }

    private void status(String instance, byte[] payload) {
        intake.status(delivery(topics.status(Status.Kind.VARIANT, instance), payload, MessageProperties.EMPTY));
    }

    private void request(MessageProperties properties) {
        intake.request(delivery(topics.request(), PICTURE, properties));
    }

    private void answer(String variant, LabelSet labelSet, TopK topK) {
        answer(ID, variant, labelSet, topK);
    }

    private void answer(byte[] name, String variant, LabelSet labelSet, TopK topK) {
        RequestId id = RequestId.of(name, PICTURE);
        frame(
                variant,
                TopKFrame.encode(TopKResult.answer(id, labelSet.fingerprint(), Duration.ofMillis(5), DEADLINE, topK)));
    }

    private void frame(String variant, byte[] payload) {
        intake.topK(delivery(topics.topK(variant), payload, MessageProperties.EMPTY));
    }

    private static TopK topK(int classIndex, float score) {
        return TopK.of(new int[] {classIndex}, new float[] {score});
    }

    private FusedResult published(int index) throws MalformedPayloadException {
        return FusedResultJson.decode(link.published.get(index).payload());
    }

    private void atTheDeadline() {
        fuser.whatIsDue(System.nanoTime() + DEADLINE.toNanos());
    }

    @Test
    void topK_fromAllVariants_isAnsweredOnResultAndResponseTopic() throws MalformedPayloadException {
        status(online("g1", "p32", PARTS, 0.5));
        status(online("g2", "p64", PARTS, 1));
        request(NAMED.withResponseTopic("answers/7"));

        answer("p32", PARTS, topK(0, 0.9f));
        answer("p64", PARTS, topK(1, 0.6f));

        assertEquals(
                List.of("chorus/parts/result", "answers/7"),
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
    void request_withoutCorrelationData_isAnsweredWithoutIt() {
        status(online("g1", "p32", PARTS, 0.5));

        request(MessageProperties.EMPTY.withResponseTopic("answers/7"));
        atTheDeadline();

        assertTrue(link.published.get(1).properties().correlationData().isEmpty());
    }

    @Test
    void request_nobodyThere_isAnsweredAtTheDeadline() throws MalformedPayloadException {
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

        fuser.whatIsDue(System.nanoTime() + Duration.ofSeconds(5).toNanos());
        assertEquals(1, link.published.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "60001", "soon"})
    void request_rubbishForADeadline_isCountedAndTheDefaultTaken(String deadline) {
        request(NAMED.withUserProperty("deadlineMs", deadline));

        atTheDeadline();

        assertEquals(1, link.published.size());
        assertEquals(1, counters.get("malformedDeadlines"));
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

        fuser.whatIsDue(System.nanoTime() + Duration.ofMillis(2).toNanos());

        assertEquals(1, link.published.size());
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
    void status_malformedOrOfSomebodyElse_isCountedAndNobodyIsKnown(String payload) {
        status("g1", payload.getBytes(StandardCharsets.UTF_8));

        assertEquals(1, counters.get("malformedStatus"));
        assertEquals(List.of(), fuser.overview().members());
    }

    @Test
    void status_emptyPayload_forgetsTheInstance() {
        status(online("g1", "p32", PARTS, 0.5));
        assertEquals(1, fuser.overview().members().size());

        status("g1", new byte[0]);

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
