package dev.chorus.variant.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.PlainSecrets;
import dev.chorus.variant.internal.model.ColourFamily;
import dev.chorus.variant.internal.model.ModelPlace;
import dev.chorus.variant.internal.picture.TestPictures;
import java.awt.Color;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that fail, or that are slower than the closing waits. */
@Timeout(120)
class VariantEngineFailuresTest {

    private static final byte[] GREEN = TestPictures.jpeg(64, 48, Color.GREEN);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Set<Thread> threadsBefore = Await.threads();
    private final EngineFixture fixture = new EngineFixture();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close_always_leavesNothing() {
        release.countDown();
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

    /** Simulates a slow task, interrupted or not. */
    private void standStill() {
        begun.countDown();
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                // Like native code.
            }
        }
    }

    @Test
    void close_whileAModelIsLoaded_startsNothingAfterwards() throws Exception {
        // given
        ModelPlace model = ColourFamily.place("slow", ColourFamily.files("1.0.0", new ColourModel()));
        fixture.catalog.add(
                ColourFamily.watched(model, "rgb.onnx", this::standStill), ColourFamily.FAMILY, ColourFamily.VARIANT);
        fixture.configure(EngineFixture.goodProperties());
        begun.await();

        // when
        boolean ended = fixture.engine.close(SHORT);
        release.countDown();

        // then
        assertFalse(ended);
        Status last = fixture.awaitState(State.STOPPED);
        assertFalse(last.counters().containsKey("modelsLoaded"), last.toString());
        Await.until(() -> fixture.link().isClosed(), () -> "still connected");
        assertEquals(List.of(EngineFixture.REQUESTS), fixture.link().subscribed, "before it connected");
        assertTrue(fixture.link().suspended);
    }

    @Test
    void close_whileSecretsAreRead_connectsNowhere() throws Exception {
        // given
        fixture.engine.configure(
                EngineFixture.goodPropertiesWith("password", "secret"), new PlainSecrets(this::standStill));
        begun.await();

        // when
        boolean ended = fixture.engine.close(SHORT);
        release.countDown();

        // then
        assertFalse(ended);
        Await.noNewThreads(threadsBefore);
        assertEquals(List.of(), fixture.links);
    }

    @Test
    void disconnect_requestThatIsStillDelivered_isNotAdmittedWithoutOutcome() {
        // given
        startGoodService();
        FakeLink first = fixture.link();
        Consumer<Delivery> handler = first.handlers.get(EngineFixture.REQUESTS);
        first.beforeClose = () -> handler.accept(new Delivery(
                EngineFixture.REQUESTS, GREEN, 1, false, false, MessageProperties.EMPTY, System.nanoTime()));

        // when
        fixture.configure(EngineFixture.goodPropertiesWith("broker.url", "mqtt://elsewhere:1884"));
        Await.until(() -> fixture.links.size() == 2, () -> "no second link");
        Status status = fixture.awaitState(State.ONLINE);

        // then
        assertEquals(
                fixture.outcomes().size(),
                status.counters().getOrDefault("received", 0L).intValue());
    }

    @Test
    void failure_ofAStep_isShownAndTheServiceGoesOn() {
        // given
        startGoodService();

        // when
        fixture.catalog.nextFailure.set(new IllegalStateException("a catalog that fails on purpose"));
        fixture.engine.modelAdded();

        // then
        Status status = fixture.awaitState(State.DEGRADED);
        assertEquals(
                "internal error: java.lang.IllegalStateException: a catalog that fails on purpose; see the log",
                status.problem());
        assertEquals(1, status.counters().get("internalErrors"));
        fixture.ask("still", GREEN);
        assertFalse(fixture.outcome("still").isRefusal());
        assertEquals(1, fixture.links.size());
    }

    @Test
    void failure_ofTheLink_isShown() {
        startGoodService();

        fixture.link().fail(new IllegalStateException("a link that fails on purpose"));

        assertTrue(fixture.awaitState(State.DEGRADED).problem().contains("a link that fails on purpose"));
    }

    @Test
    void failure_ofTheVirtualMachine_restartsWithTheLastConfiguration() {
        // given
        startGoodService();

        // when
        fixture.catalog.nextFailure.set(new OutOfMemoryError("Java heap space"));
        fixture.engine.modelAdded();

        // then
        Await.until(() -> fixture.links.size() == 2, () -> "no restart: " + fixture.status());
        assertTrue(fixture.links.get(0).isClosed());
        Status status = fixture.awaitState(State.DEGRADED);
        assertEquals(
                "internal error, restarting: java.lang.OutOfMemoryError: Java heap space; see the log",
                status.problem());
        assertEquals(1, status.counters().get("restarts"));
        fixture.ask("again", GREEN);
        assertFalse(fixture.outcome("again").isRefusal());
        assertEquals(2, fixture.status().counters().get("modelsLoaded"));
    }
}
