package dev.chorus.aggregator;

import static dev.chorus.aggregator.SimulatedVariant.DEADLINE;
import static dev.chorus.aggregator.SimulatedVariant.LABELS;
import static dev.chorus.aggregator.SimulatedVariant.answer;
import static dev.chorus.aggregator.SimulatedVariant.refusing;
import static dev.chorus.aggregator.SimulatedVariant.seeing;
import static dev.chorus.aggregator.SimulatedVariant.silent;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the component against a real broker, with simulated peers. */
class AggregatorServiceTest extends ServiceTest {

    private static EmbeddedBroker broker;

    private Listener listener;
    private RunningComponent component;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startComponent() throws InterruptedException {
        listener = closing(new Listener(broker.url(), topics));
        component = component(properties(broker.url()), listener);
    }

    private SimulatedVariant variant(String id, double weight, Function<RequestId, TopKResult> behaviour) {
        return variant(broker.url(), id, weight, behaviour);
    }

    private Status awaitMembers(int number) throws InterruptedException {
        return awaitMembers(listener, number);
    }

    @Test
    void request_allVariantsThere_isAnsweredByAll() throws InterruptedException {
        variant("p32", 0.5, seeing(0, 0.9f));
        variant("p64", 1, seeing(1, 0.6f));
        Status status = awaitMembers(2);
        assertEquals(State.ONLINE, status.state());
        assertEquals("1.0.0", status.familyVersion());
        assertEquals("0.1.0", status.software());
        assertEquals(1, status.counters().get("link.connects"));

        RequestId id = listener.ask(PICTURE);

        FusedResult result = listener.nextResult();
        assertEquals(id, result.id());
        assertEquals(Outcome.ANSWERED, result.outcome());
        assertEquals(CloseReason.ALL, result.closedBy());
        assertEquals(List.of("p32", "p64"), result.contributors());
        assertEquals("nut", result.labels().get(0).label());
        assertEquals(0.4, result.labels().get(0).score(), 1e-4);
        assertEquals(0.1, result.margin(), 1e-4);
        assertFalse(result.degraded());
        assertEquals("agg-" + topics.root(), result.aggregator());
    }

    /** An operator finds the peer by its topic; the aggregator itself works. */
    @Test
    void status_ofAPeerOutOfRange_isReportedInTheAggregatorsStatus() throws InterruptedException {
        variant("p32", 0.5, seeing(0, 0.9f));
        awaitMembers(1);
        String topic = topics.status(Status.Kind.VARIANT, "x");

        listener.publish(
                topic,
                "{\"kind\":\"variant\",\"id\":\"x\",\"state\":\"online\",\"variant\":\"x\",\"labels\":[\"a\",\"b\"],\"weight\":5e300,\"k\":1}"
                        .getBytes(StandardCharsets.UTF_8),
                false);

        Status status =
                listener.awaitStatus("about the peer", one -> one.problem() != null && one.state() == State.ONLINE);
        assertTrue(
                status.problem().startsWith("malformedStatus: " + topic + ": weight must be above 0, "),
                status.problem());
    }

    @Test
    void request_withResponseTopic_isAnsweredThereToo() throws Exception {
        variant("p32", 0.5, silent());
        SimulatedVariant speaking = variant("p64", 1, silent());
        awaitMembers(2);
        BlockingQueue<Delivery> answers = new LinkedBlockingQueue<>();
        MqttLink requester = closing(MqttLink.create(
                LinkSettings.builder(broker.url(), "requester-" + topics.root()).build(), link -> {}));
        requester.subscribe(topics.root() + "/" + topics.family() + "/reply/7", 1, answers::add);
        requester.start();
        byte[] name = "request 7".getBytes(StandardCharsets.UTF_8);

        requester
                .publish(Publication.atLeastOnce(topics.request(), PICTURE)
                        .with(MessageProperties.EMPTY
                                .withCorrelationData(name)
                                .withResponseTopic(topics.root() + "/" + topics.family() + "/reply/7")
                                .withUserProperty("deadlineMs", "4000")))
                .get(120, TimeUnit.SECONDS);
        speaking.say(seeing(2, 0.5f).apply(RequestId.of(name, PICTURE)));

        Delivery answer = answers.poll(120, TimeUnit.SECONDS);
        assertNotNull(answer);
        assertArrayEquals(name, answer.properties().correlationData().orElseThrow());
        assertEquals("application/json", answer.properties().contentType().orElseThrow());
        FusedResult result = FusedResultJson.decode(answer.payload());
        assertEquals("washer", result.labels().get(0).label());
        assertEquals(CloseReason.DEADLINE, result.closedBy());
        assertTrue(
                result.latency().toMillis() < DEADLINE.toMillis(),
                result.latency().toString());
        assertEquals(result, listener.nextResult());
    }

    @Test
    void request_oneVariantKilled_isAnsweredByTheOthersAndDegraded() throws InterruptedException {
        SimulatedVariant killed = SimulatedVariant.start(broker.url(), topics, "p32", 0.5, seeing(0, 0.9f));
        variant("p64", 1, seeing(1, 0.6f));
        awaitMembers(2);

        killed.vanish();
        Status status = listener.awaitState(State.DEGRADED);
        assertEquals("missing: p32 (offline)", status.problem());
        listener.ask(PICTURE);

        FusedResult result = listener.nextResult();
        assertEquals(Outcome.ANSWERED, result.outcome());
        assertEquals(CloseReason.ALL, result.closedBy());
        assertTrue(result.degraded());
        assertEquals(List.of("p64"), result.contributors());
        assertEquals(List.of("p32"), result.missing());

        variant("p32", 0.5, seeing(0, 0.9f));
        listener.awaitState(State.ONLINE);
        listener.ask(PICTURE);
        assertFalse(listener.nextResult().degraded());
    }

    @Test
    void request_withoutVariants_isAnsweredNoVariantAtTheDeadline() throws InterruptedException {
        component.modify("deadline.ms", 300);
        listener.awaitState(State.DEGRADED);

        listener.ask(PICTURE);

        FusedResult result = listener.nextResult();
        assertEquals(Outcome.NO_VARIANT, result.outcome());
        assertEquals(List.of(), result.labels());
        assertTrue(result.reason().contains("no variant available"), result.reason());
    }

    @Test
    void request_pictureThatAllRefuse_isRefusedAtOnceWithTheReason() throws InterruptedException {
        variant("p32", 0.5, refusing(Refusal.TOO_MANY_PIXELS));
        variant("p64", 1, refusing(Refusal.TOO_MANY_PIXELS));
        awaitMembers(2);

        listener.ask(PICTURE);

        FusedResult result = listener.nextResult();
        assertEquals(Outcome.REFUSED, result.outcome());
        assertEquals(CloseReason.ALL, result.closedBy());
        assertEquals("more pixels than allowed", result.reason());
        assertEquals(Map.of("p32", Refusal.TOO_MANY_PIXELS, "p64", Refusal.TOO_MANY_PIXELS), result.refusals());
    }

    @Test
    void results_duplicateAndLate_areCountedAndFusedOnce() throws InterruptedException {
        SimulatedVariant first = variant("p32", 0.5, silent());
        SimulatedVariant second = variant("p64", 1, silent());
        awaitMembers(2);
        RequestId id = listener.ask(PICTURE);

        first.say(answer(id, LABELS, Duration.ofMillis(1), 0, 0.9f));
        first.say(answer(id, LABELS, Duration.ofMillis(1), 1, 0.9f));
        awaitCounter("duplicateResults", 1);
        second.say(answer(id, LABELS, Duration.ofMillis(1), 0, 0.6f));
        FusedResult result = listener.nextResult();
        first.say(answer(id, LABELS, DEADLINE, 0, 0.9f));
        second.say(answer(id, LABELS, DEADLINE, 0, 0.9f));
        Status status = awaitCounter("lateResults", 2);

        assertEquals(0.7, result.labels().get(0).score(), 1e-4);
        assertEquals(1, result.labels().size());
        assertEquals(1, status.counters().get("answered"));
        assertTrue(listener.hasNoMoreResults());
    }

    @Test
    void results_malformedOrForeign_areCountedAndTheNextPictureIsAnswered() throws InterruptedException {
        LabelSet others = new LabelSet(List.of("hammer", "pliers"));
        variant("p32", 0.5, seeing(0, 0.9f));
        SimulatedVariant stranger = variant("p64", 1, seeing(others, 0, 0.9f));
        awaitMembers(2);
        component.modify("deadline.ms", 4000);

        stranger.say("rubbish".getBytes(StandardCharsets.UTF_8));
        stranger.publish(
                topics.topK("unknown"), TopKFrame.encode(seeing(0, 1).apply(RequestId.of(null, PICTURE))), false);
        stranger.publish(topics.status(Status.Kind.VARIANT, "g9"), "{\"kind\":".getBytes(StandardCharsets.UTF_8), true);
        listener.ask(PICTURE);

        FusedResult result = listener.nextResult();
        assertEquals(List.of("p32"), result.contributors());
        assertTrue(result.degraded());
        // A result of the new deadline may have arrived before.
        Status status = awaitCounter("foreignResults", 2);
        assertEquals(1, status.counters().get("malformedStatus"));
        assertEquals(1, status.counters().get("malformedFrames"));
        listener.ask(ANOTHER_PICTURE);
        assertEquals(Outcome.ANSWERED, listener.nextResult().outcome());
    }

    /** Waits for a counter; a new configuration, even the same one, brings the status at once. */
    private Status awaitCounter(String name, long value) throws InterruptedException {
        return listener.awaitStatus(
                name + " " + value,
                () -> component.modify("touched", "again"),
                status -> status.counters().getOrDefault(name, 0L) == value);
    }
}
