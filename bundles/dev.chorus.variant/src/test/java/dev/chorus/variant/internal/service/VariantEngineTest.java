package dev.chorus.variant.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.model.ColourFamily;
import dev.chorus.variant.internal.picture.TestPictures;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantEngineTest {

    private static final byte[] GREEN = TestPictures.jpeg(64, 48, Color.GREEN);

    private final Set<Thread> threadsBefore = Await.threads();
    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void close_always_leavesNothing() {
        fixture.close();
        assertEquals(0, fixture.engine.openSessions());
        assertTrue(fixture.catalog.closed);
        Await.noNewThreads(threadsBefore);
    }

    private void startGoodService() {
        fixture.startModel("1.0.0", new ColourModel());
        fixture.configure(EngineFixture.goodProperties());
        fixture.awaitState(State.ONLINE);
    }

    @Test
    void request_goodPicture_isAnsweredWithTopK() {
        startGoodService();

        fixture.ask("42", GREEN);

        TopKResult result = fixture.outcome("42");
        assertFalse(result.isRefusal());
        assertEquals(ColourFamily.LABELS.fingerprint(), result.fingerprint());
        assertEquals(3, result.topK().k());
        assertEquals("green", ColourFamily.LABELS.label(result.topK().classAt(0)));
        assertEquals(Duration.ofSeconds(20), result.deadline());
        Publication frame = fixture.link().published.stream()
                .filter(publication -> publication.topic().equals(EngineFixture.FRAMES))
                .findFirst()
                .orElseThrow();
        assertEquals(1, frame.qos());
        assertEquals(Duration.ofSeconds(20), frame.properties().expiry().orElseThrow());
    }

    @Test
    void request_badPictures_areRefusedAndTheNextGoodOneIsAnswered() {
        startGoodService();

        fixture.ask("empty", new byte[0]);
        fixture.ask("cut", Arrays.copyOf(GREEN, GREEN.length - 40));
        fixture.ask("huge", TestPictures.hugePng(10_000, 5_000));
        fixture.ask("text", "hello".getBytes(StandardCharsets.US_ASCII));
        fixture.ask("good", GREEN);

        assertEquals(Refusal.EMPTY, fixture.outcome("empty").refusal());
        assertEquals(Refusal.DAMAGED, fixture.outcome("cut").refusal());
        assertEquals(Refusal.TOO_MANY_PIXELS, fixture.outcome("huge").refusal());
        assertEquals(Refusal.UNSUPPORTED_TYPE, fixture.outcome("text").refusal());
        assertNull(fixture.outcome("good").refusal());
        fixture.configure(EngineFixture.goodPropertiesWith("k", 2));
        Await.until(() -> fixture.status().variant().k() == 2, () -> "k is not 2");
        Map<String, Long> counters = fixture.status().counters();
        assertEquals(5, counters.get("received"));
        assertEquals(1, counters.get("answered"));
        assertEquals(1, counters.get("refused.damaged"));
        assertEquals(1, counters.get("refused.too-many-pixels"));
    }

    @Test
    void request_deadlineOfItsOwn_isKeptOrCountedAsMalformed() {
        startGoodService();
        MessageProperties properties =
                MessageProperties.EMPTY.withCorrelationData("a".getBytes(StandardCharsets.US_ASCII));

        fixture.ask(GREEN, properties.withUserProperty("deadlineMs", "7000"));
        fixture.ask(
                GREEN,
                properties
                        .withCorrelationData("b".getBytes(StandardCharsets.US_ASCII))
                        .withUserProperty("deadlineMs", "soon"));

        assertEquals(Duration.ofSeconds(7), fixture.outcome("a").deadline());
        assertEquals(Duration.ofSeconds(20), fixture.outcome("b").deadline());
    }

    @Test
    void request_withoutModel_isRefused() {
        fixture.configure(EngineFixture.goodProperties());
        Status status = fixture.awaitProblem("nothing offers variant colours/rgb");

        fixture.ask("early", GREEN);

        assertEquals(Refusal.NO_MODEL, fixture.outcome("early").refusal());
        assertEquals(State.NO_MODEL, status.state());
        assertNull(status.variant().labelSet());
    }

    @Test
    void status_whileServing_describesTheModel() {
        startGoodService();

        Status status = fixture.status();

        assertEquals("here", status.id());
        assertEquals("colours", status.family());
        assertEquals("1.0.0", status.familyVersion());
        assertEquals("1.2.3", status.software());
        assertEquals(ColourFamily.LABELS, status.variant().labelSet());
        assertEquals(0.5, status.variant().weight());
        assertEquals(3, status.variant().k());
        assertNull(status.problem());
        assertEquals(1, status.counters().get("modelsLoaded"));
        assertEquals(1, status.counters().get("openSessions"));
    }

    @Test
    void will_ofTheLink_isOffline() throws MalformedPayloadException {
        startGoodService();

        Publication will = fixture.link().settings.will().orElseThrow();

        assertEquals("chorus/colours/status/variant/here", will.topic());
        assertTrue(will.retained());
        Status status = StatusJson.decode(will.payload());
        assertEquals(State.OFFLINE, status.state());
        assertEquals("rgb", status.variant().variant());
        assertNull(status.problem());
    }

    @ParameterizedTest
    @CsvSource({
        "k, 0",
        "k, many",
        "threads, -1",
        "deadline.ms, 60001",
        "queue.length, 0.5",
        "topk.json, perhaps",
        "overload, Drop-Oldest"
    })
    void configure_badValue_isReportedUntilCorrected(String property, String value) {
        startGoodService();

        fixture.configure(EngineFixture.goodPropertiesWith(property, value));

        Status status = fixture.awaitState(State.MISCONFIGURED);
        assertTrue(status.problem().startsWith(property + " must be "), status.problem());
        assertTrue(status.problem().endsWith(", was '" + value + "'"), status.problem());
        assertTrue(fixture.link().handlers.isEmpty());
        fixture.configure(EngineFixture.goodProperties());
        fixture.awaitState(State.ONLINE);
        fixture.ask("again", GREEN);
        assertFalse(fixture.outcome("again").isRefusal());
        assertEquals(1, fixture.links.size());
    }

    @Test
    void configure_rubbishFromTheStart_neverThrowsAndRecovers() {
        fixture.configure(Map.of("k", new Object(), "broker.url", 7, "family", "a/b", "model.folder", "\0"));
        fixture.configure(Map.of());

        startGoodService();

        // One for the status only, unless the valid configuration was read before it was needed.
        assertTrue(fixture.links.size() <= 2, fixture.links.toString());
    }

    @Test
    void configure_withoutFamily_publishesTheStatusBelowADash_andRemovesItOnceCorrected() {
        fixture.configure(EngineFixture.goodPropertiesWith("family", ""));

        Status status = fixture.awaitState(State.MISCONFIGURED);
        assertTrue(
                status.problem().startsWith("family must be 1..64 of A-Z a-z 0-9 _ . -, was empty"), status.problem());
        assertNull(status.family());
        FakeLink link = fixture.link();
        Publication first = link.published.get(0);
        assertEquals("chorus/-/status/variant/here", first.topic());
        assertTrue(link.handlers.isEmpty());

        startGoodService();

        Publication last = link.published.get(link.published.size() - 1);
        assertEquals("chorus/-/status/variant/here", last.topic());
        assertTrue(last.retained());
        assertEquals(0, last.payload().length);
    }

    @Test
    void configure_withoutVariant_publishesTheStatusInTheFamily() {
        fixture.configure(EngineFixture.goodPropertiesWith("variant", ""));

        Status status = fixture.awaitState(State.MISCONFIGURED);
        assertTrue(
                status.problem().startsWith("variant must be 1..64 of A-Z a-z 0-9 _ . -, was empty"), status.problem());
        assertEquals("-", status.variant().variant());
        assertEquals(
                "chorus/colours/status/variant/here",
                fixture.link().published.get(0).topic());
    }

    @Test
    void configure_familyThatGoesMissing_staysWhereItIsKnown() {
        startGoodService();

        fixture.configure(EngineFixture.goodPropertiesWith("family", "-"));

        Status status = fixture.awaitState(State.MISCONFIGURED);
        assertEquals("family must be another name, since this one stands for unknown names, was '-'", status.problem());
        assertEquals("colours", status.family());
        assertEquals(1, fixture.links.size());
    }

    @Test
    void configure_limitsOnly_keepsTheConnectionAndTheModel() {
        startGoodService();

        fixture.configure(EngineFixture.goodPropertiesWith("picture.bytes.max", 100));
        Await.until(() -> askedIsRefused(Refusal.TOO_MANY_BYTES), () -> "limit has no effect");

        assertEquals(1, fixture.links.size());
        assertEquals(1, fixture.status().counters().get("modelsLoaded"));
    }

    private boolean askedIsRefused(Refusal refusal) {
        String id = "id" + fixture.outcomes().size();
        fixture.ask(id, GREEN);
        return fixture.outcome(id).refusal() == refusal;
    }

    @Test
    void configure_otherBroker_publishesTheFarewellAndConnectsThere() {
        startGoodService();
        FakeLink first = fixture.link();

        fixture.configure(EngineFixture.goodPropertiesWith("broker.url", "mqtt://elsewhere:1884"));

        Await.until(() -> fixture.links.size() == 2, () -> "no second link");
        fixture.awaitState(State.ONLINE);
        assertTrue(first.isClosed());
        assertNotEquals(first.settings.broker(), fixture.link().settings.broker());
        fixture.ask("there", GREEN);
        assertFalse(fixture.outcome("there").isRefusal());
        assertEquals(1, fixture.status().counters().get("modelsLoaded"), "the model stays");
    }

    @Test
    void configure_otherVariant_servesItsModelOrNone() {
        startGoodService();

        fixture.configure(EngineFixture.goodPropertiesWith("variant", "cmyk"));

        Status status = fixture.awaitState(State.NO_MODEL);
        assertEquals("cmyk", status.variant().variant());
        assertEquals(0, fixture.engine.openSessions());
    }

    @Test
    void configure_topKJson_publishesReadableResults() {
        fixture.startModel("1.0.0", new ColourModel());
        fixture.configure(EngineFixture.goodPropertiesWith("topk.json", true));
        fixture.awaitState(State.ONLINE);

        fixture.ask("42", GREEN);
        fixture.outcome("42");

        Await.until(
                () -> fixture.link().published.stream()
                        .filter(publication -> publication.topic().equals("chorus/colours/topk-json/rgb"))
                        .anyMatch(publication -> new String(publication.payload(), StandardCharsets.UTF_8)
                                .contains("\"label\":\"green\"")),
                () -> "no JSON");
    }

    @Test
    void configure_first_listensBeforeItConnectsAndResumesTheSession() {
        fixture.startModel("1.0.0", new ColourModel());
        fixture.configure(EngineFixture.goodProperties());
        fixture.awaitState(State.ONLINE);

        assertTrue(fixture.link().settings.resumesSession());
        assertEquals(Set.of(EngineFixture.REQUESTS), fixture.link().handledAtStart);
    }

    @Test
    void configure_otherUser_leavesTheSessionToTheNextConnection() {
        startGoodService();
        FakeLink first = fixture.link();

        fixture.configure(EngineFixture.goodPropertiesWith("user", "somebody"));

        Await.until(() -> fixture.links.size() == 2, () -> "no second link");
        assertTrue(first.suspended);
        assertTrue(fixture.link().settings.resumesSession());
    }

    @Test
    void configure_otherFamilyAndBack_startsCleanBothTimes() {
        startGoodService();

        fixture.configure(EngineFixture.goodPropertiesWith("family", "shapes"));
        Await.until(() -> fixture.links.size() == 2, () -> "no second link");
        fixture.configure(EngineFixture.goodProperties());
        Await.until(() -> fixture.links.size() == 3, () -> "no third link");

        assertFalse(fixture.links.get(0).suspended);
        assertFalse(fixture.links.get(1).settings.resumesSession());
        assertFalse(fixture.links.get(2).settings.resumesSession());
    }

    @Test
    void close_always_leavesTheSessionAtTheBroker() {
        startGoodService();

        fixture.close();

        assertTrue(fixture.link().suspended);
    }

    @Test
    void close_withAFewRequestsWaiting_answersThem() {
        startGoodService();
        for (int at = 0; at < 5; at++) {
            fixture.ask("id" + at, GREEN);
        }

        fixture.close();

        assertEquals(5, fixture.outcomes().size());
        assertTrue(fixture.outcomes().stream().noneMatch(TopKResult::isRefusal));
    }

    @Test
    void close_withRequestsWaiting_givesEachItsOutcomeAndPublishesTheFarewell() {
        fixture.startModel("1.0.0", new ColourModel().work(400));
        fixture.configure(EngineFixture.goodProperties());
        fixture.awaitState(State.ONLINE);
        for (int at = 0; at < 20; at++) {
            fixture.ask("id" + at, GREEN);
        }

        fixture.close();

        assertEquals(20, fixture.outcomes().size());
        assertEquals(State.STOPPED, fixture.status().state());
        assertTrue(fixture.link().isClosed());
    }
}
