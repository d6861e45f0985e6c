package dev.chorus.variant.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.model.ColourFamily;
import dev.chorus.variant.internal.model.ModelPlace;
import dev.chorus.variant.internal.service.FakeCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Removes and replaces models while they run: a session closed too early ends this JVM, so that the test fails. */
class EngineUnderLoadTest {

    private static final String RGB = "colours/rgb";
    private static final int CALLERS = 4;
    private static final int CHANGES = 25;

    private final FakeCatalog catalog = new FakeCatalog();
    private final InferenceEngine engine = new InferenceEngine("load", catalog, Duration.ofMillis(1));
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    @AfterEach
    void close() {
        callers.shutdownNow();
        engine.close();
    }

    @Test
    void infer_whileTheModelIsUnloadedAndLoaded_answersOrIsRefused() throws Exception {
        // given
        engine.configure(Map.of());
        offer(0);
        engine.load(RGB, Optional.empty());
        List<Future<?>> calling = call();

        // when
        for (int change = 0; change < CHANGES; change++) {
            awaitAnswers();
            engine.unload(RGB);
            engine.load(RGB, Optional.empty());
        }

        // then
        finish(calling);
        assertEquals(1, engine.openSessions());
    }

    @Test
    void infer_whileLaterVersionsCome_isAlwaysAnswered() throws Exception {
        // given
        engine.configure(Map.of());
        ModelPlace place = offer(0);
        engine.load(RGB, Optional.empty());
        List<Future<?>> calling = call();

        // when
        for (int change = 1; change <= CHANGES; change++) {
            awaitAnswers();
            ModelPlace next = offer(change);
            catalog.remove(place);
            place = next;
        }

        // then
        finish(calling);
        assertEquals(0, refusals.get());
        Await.until(() -> engine.openSessions() == 1, () -> engine.openSessions() + " sessions are open");
    }

    @Test
    void close_whileTheModelRuns_letsRunsFinish() throws Exception {
        // given
        engine.configure(Map.of());
        offer(0);
        engine.load(RGB, Optional.empty());
        List<Future<?>> calling = call();
        awaitAnswers();

        // when
        engine.close();

        // then
        finish(calling);
        assertEquals(0, engine.openSessions());
    }

    private List<Future<?>> call() {
        List<Future<?>> calling = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            calling.add(callers.submit(this::askUntilEnough));
        }
        return calling;
    }

    private void askUntilEnough() {
        BoxedTensor picture =
                new BoxedTensor("picture", "UINT8", List.of(1L, 8L, 8L, 3L), Collections.nCopies(192, (byte) 7));
        while (!enough.get()) {
            try {
                List<BoxedTensor> outputs = engine.infer(RGB, List.of("scores", "classes"), List.of(picture));
                assertEquals(3, outputs.get(0).elements().size());
                answers.incrementAndGet();
            } catch (EngineException e) {
                assertTrue(e.getMessage().contains("is not loaded")
                        || e.getMessage().contains("is stopped"));
                refusals.incrementAndGet();
            }
        }
    }

    private void awaitAnswers() {
        int before = answers.get();
        Await.until(() -> answers.get() >= before + CALLERS, () -> "no more answers than " + before);
    }

    private void finish(List<Future<?>> calling) throws Exception {
        enough.set(true);
        for (Future<?> call : calling) {
            call.get();
        }
    }

    private ModelPlace offer(int version) {
        ModelPlace place = ColourFamily.place(
                "place " + version, ColourFamily.files("1." + version + ".0", new ColourModel().work(3)));
        catalog.add(place, ColourFamily.FAMILY, ColourFamily.VARIANT);
        return place;
    }
}
