package dev.chorus.variant.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.PlainSecrets;
import dev.chorus.variant.internal.model.ColourFamily;
import dev.chorus.variant.internal.model.ModelPlace;
import dev.chorus.variant.internal.picture.TestPictures;
import java.awt.Color;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the service at a real broker, with real links and a real model. */
class VariantEngineBrokerTest {

    private static final byte[] BLUE = TestPictures.jpeg(120, 90, Color.BLUE);
    private static EmbeddedBroker broker;

    private final Set<Thread> threadsBefore = Await.threads();
    private final FakeCatalog catalog = new FakeCatalog();
    private final VariantEngine engine = new VariantEngine(
            "test", new VariantDependencies("1.0.0", catalog, MqttLink::create, Duration.ofMillis(200)));
    private final Requester requester = new Requester(broker.url());

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void close_always_leavesNothing() {
        engine.close();
        try (requester) {
            requester.awaitState(State.STOPPED);
        }
        assertEquals(0, engine.openSessions());
        Await.noNewThreads(threadsBefore);
    }

    private void start(ColourModel model, Map<String, Object> more) {
        startModel("1.0.0", model);
        Map<String, Object> properties = new HashMap<>(Map.of(
                "broker.url",
                broker.url(),
                "client.id",
                "here",
                "family",
                ColourFamily.FAMILY,
                "variant",
                ColourFamily.VARIANT,
                "deadline.ms",
                20_000));
        properties.putAll(more);
        engine.configure(properties, new PlainSecrets());
        requester.awaitState(State.ONLINE);
        requester.outcome(requester.ask(BLUE));
    }

    private ModelPlace startModel(String version, ColourModel model) {
        ModelPlace place = ColourFamily.place(version, ColourFamily.files(version, model));
        catalog.add(place, ColourFamily.FAMILY, ColourFamily.VARIANT);
        return place;
    }

    @Test
    void request_withOrWithoutId_isAnswered() {
        start(new ColourModel(), Map.of());

        TopKResult chosen = requester.outcome(requester.ask(BLUE));
        TopKResult derived = requester.outcome(requester.ask(BLUE, MessageProperties.EMPTY));

        assertEquals(2, chosen.topK().classAt(0));
        assertFalse(chosen.id().isDerived());
        assertEquals(chosen.topK(), derived.topK());
        assertTrue(derived.id().isDerived());
    }

    @Test
    void request_badPictures_areRefusedAndTheNextGoodOneIsAnswered() {
        start(new ColourModel(), Map.of());

        RequestId empty = requester.ask(new byte[0]);
        RequestId cut = requester.ask(Arrays.copyOf(BLUE, BLUE.length / 2));
        RequestId huge = requester.ask(TestPictures.hugePng(10_000, 5_000));
        RequestId otherType = requester.ask(
                BLUE, MessageProperties.EMPTY.withContentType("image/png").withCorrelationData(new byte[] {1, 1, 1}));
        RequestId good = requester.ask(BLUE);

        assertEquals(Refusal.EMPTY, requester.outcome(empty).refusal());
        assertEquals(Refusal.DAMAGED, requester.outcome(cut).refusal());
        assertEquals(Refusal.TOO_MANY_PIXELS, requester.outcome(huge).refusal());
        assertFalse(requester.outcome(otherType).isRefusal());
        assertFalse(requester.outcome(good).isRefusal());
    }

    /** Like the snapshots of Frigate. */
    @Test
    void request_retained_isWarnedOfInTheStatus() {
        requester.publishRetained(BLUE);

        start(new ColourModel(), Map.of());

        Await.until(
                () -> Optional.ofNullable(requester.lastStatus().problem())
                        .filter(problem -> problem.contains("chorus/" + ColourFamily.FAMILY
                                + "/request holds a retained picture, which is ignored"))
                        .isPresent(),
                () -> "no warning: " + requester.lastStatus());
        assertEquals(State.ONLINE, requester.lastStatus().state());
        assertEquals(1, requester.lastStatus().counters().get("retainedMessages"));
    }

    @Test
    void request_retainedWhereTheyAreAnswered_isAnswered() {
        requester.publishRetained(BLUE);

        start(new ColourModel(), Map.of("retained.pictures", true));

        TopKResult answer = requester.outcome(RequestId.of(null, BLUE));
        assertEquals(2, answer.topK().classAt(0));
        assertNull(requester.lastStatus().problem());
    }

    @Test
    void request_sameIdAgain_hasOneOutcome() {
        start(new ColourModel(), Map.of());
        MessageProperties sameId = MessageProperties.EMPTY.withCorrelationData(new byte[] {7, 7});

        RequestId twice = requester.ask(BLUE, sameId);
        requester.ask(BLUE, sameId);
        requester.outcome(requester.ask(BLUE));

        assertEquals(1, requester.outcomes.get(twice).size());
    }

    @Test
    void overload_ofASlowModel_givesEachRequestAnOutcomeAndTheLastAnAnswer() {
        start(new ColourModel().work(40), Map.of("queue.length", 4));
        List<RequestId> ids = new ArrayList<>();

        for (int at = 0; at < 60; at++) {
            ids.add(requester.ask(BLUE));
        }

        ids.forEach(requester::outcome);
        assertFalse(requester.outcome(ids.get(59)).isRefusal());
        long overloaded = ids.stream()
                .filter(id -> requester.outcome(id).refusal() == Refusal.OVERLOADED)
                .count();
        assertTrue(overloaded > 0, "none was refused");
    }

    @Test
    void request_takenAfterItsDeadline_isRefusedAsExpired() {
        start(new ColourModel().work(400), Map.of());
        MessageProperties hurry = MessageProperties.EMPTY.withUserProperty("deadlineMs", "1");

        RequestId slow = requester.ask(BLUE);
        RequestId late = requester.ask(BLUE, hurry.withCorrelationData(new byte[] {9, 9}));

        assertEquals(Refusal.EXPIRED, requester.outcome(late).refusal());
        assertFalse(requester.outcome(slow).isRefusal());
    }

    @Test
    void modelSwap_underAStreamOfRequests_losesNone() {
        start(new ColourModel().work(2), Map.of("threads", 2, "queue.length", 1000));
        List<RequestId> ids = new ArrayList<>();
        ModelPlace serving = startModel("1.0.1", new ColourModel().work(2));

        for (int version = 2; version < 10; version++) {
            ModelPlace next =
                    startModel("1.0." + version, new ColourModel().work(2).sharpness(0.02f + version / 500f));
            for (int at = 0; at < 40; at++) {
                ids.add(requester.ask(BLUE));
            }
            requester.outcome(ids.get(ids.size() - 20));
            catalog.remove(serving);
            serving = next;
        }

        ids.forEach(id -> assertFalse(requester.outcome(id).isRefusal(), id.toString()));
        ids.forEach(id -> assertEquals(1, requester.outcomes.get(id).size()));
        Await.until(
                () -> requester.statuses.stream().anyMatch(status -> "1.0.9".equals(status.familyVersion())),
                () -> "never swapped: " + requester.statuses);
    }

    @Test
    void broker_restarted_isServedAgain() {
        start(new ColourModel(), Map.of());

        broker.stop();
        requester.statuses.clear();
        broker.restart();

        // The status reports it once the subscription is renewed.
        requester.awaitState(State.ONLINE);
        RequestId after = requester.ask(BLUE);
        assertFalse(requester.outcome(after).isRefusal());
    }
}
