package dev.chorus.variant.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.model.ColourFamily;
import dev.chorus.variant.internal.service.FakeCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers that run a model without asking for its description first, like Kura's AI component after a restart of the
 * engine.
 */
class InferOnDemandTest {

    private static final String RGB = "colours/rgb";
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);
    private static final int CALLERS = 8;

    @TempDir
    Path folder;

    private final Set<Thread> threadsBefore = Await.threads();
    private final FakeCatalog catalog = new FakeCatalog();
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch readBegun = new CountDownLatch(1);
    private final CountDownLatch readReleased = new CountDownLatch(1);
    private InferenceEngine engine = engine(LONG, LONG);

    private InferenceEngine engine(Duration retryPause, Duration waitLimit) {
        return new InferenceEngine("test", catalog, SHORT, retryPause, waitLimit);
    }

    private void restart(Duration retryPause, Duration waitLimit) {
        engine.close();
        engine = engine(retryPause, waitLimit);
    }

    @AfterEach
    void closed_leavesNothing() {
        readReleased.countDown();
        engine.close();
        Await.until(() -> engine.openSessions() == 0, () -> engine.openSessions() + " sessions are open");
        Await.noNewThreads(threadsBefore);
    }

    @Test
    void infer_modelOfABundleOnARestartedEngine_isLoadedAndRun() throws Exception {
        engine.configure(Map.of());
        offer();
        infer(RGB);

        restart(LONG, LONG);
        engine.configure(Map.of());

        assertFalse(engine.isLoaded(RGB));
        assertEquals(2, infer(RGB).size());
        assertTrue(engine.isLoaded(RGB));
    }

    @Test
    void infer_modelThatIsNoLongerConfigured_isLoadedAgain() throws Exception {
        offer();
        engine.configure(Map.of("models", RGB));
        Await.until(() -> engine.isLoaded(RGB), () -> "not loaded");
        engine.configure(Map.of("models", ""));
        Await.until(() -> !engine.isLoaded(RGB), () -> "still loaded");

        assertEquals(2, infer(RGB).size());
    }

    @Test
    void infer_fileOfTheFolder_isLoadedAndRun() throws Exception {
        engine.configure(Map.of("model.folder", folder.toString()));
        Files.write(folder.resolve("rgb.onnx"), new ColourModel().onnx());

        assertEquals(2, infer("rgb").size());
    }

    @Test
    void infer_modelThatNothingOffers_isRefusedWithWhatIsOffered() throws Exception {
        engine.configure(Map.of("model.folder", folder.toString()));
        offer();
        Files.write(folder.resolve("mine.onnx"), new ColourModel().onnx());

        EngineException refusal = refusal("colours/grey");

        assertTrue(refusal.isCallerError());
        assertEquals(
                "model 'colours/grey' is not loaded and nothing offers it, offered are [colours/rgb, mine]",
                refusal.getMessage());
        assertEquals(
                "model 'ghost' is not loaded and nothing offers it, offered are [colours/rgb, mine]",
                refusal("ghost").getMessage());
        assertTrue(refusal(null).isCallerError());
    }

    @Test
    void infer_modelThatWasUnloaded_isRefusedUntilItIsLoaded() throws Exception {
        engine.configure(Map.of());
        offer();
        infer(RGB);
        engine.unload(RGB);

        assertEquals(
                "model 'colours/rgb' is not loaded: it was unloaded, loadModel loads it again",
                refusal(RGB).getMessage());
        engine.load(RGB, Optional.empty());
        assertEquals(2, infer(RGB).size());
    }

    @Test
    void infer_manyCallersAtOnce_loadOnce() throws Exception {
        // given
        engine.configure(Map.of());
        offerSlow();

        // when
        List<CompletableFuture<Integer>> calls =
                Stream.generate(this::inferElsewhere).limit(CALLERS).toList();
        readBegun.await();
        readReleased.countDown();

        // then
        for (CompletableFuture<Integer> call : calls) {
            assertEquals(2, call.get(120, TimeUnit.SECONDS));
        }
        assertEquals(1, reads.get());
        assertEquals(1, engine.openSessions());
    }

    @Test
    void infer_modelThatCannotBeLoaded_isReadOnceUntilABundleStarts() throws Exception {
        // given
        engine.configure(Map.of());
        offerCorrupt();

        // when
        String first = refusal(RGB).getMessage();
        for (int record = 0; record < 20; record++) {
            assertEquals(first, refusal(RGB).getMessage());
        }

        // then
        assertTrue(first.contains("not loadable"), first);
        assertEquals(1, reads.get());

        // and when
        offer();

        // then
        Await.until(() -> isRun(RGB), () -> "still refused");
    }

    @Test
    void infer_modelThatCannotBeLoaded_isReadAgainAfterAPause() {
        restart(SHORT, LONG);
        engine.configure(Map.of());
        offerCorrupt();

        refusal(RGB);

        Await.until(
                () -> {
                    refusal(RGB);
                    return reads.get() > 1;
                },
                () -> reads.get() + " reads");
    }

    @Test
    void infer_beyondTheMostModels_isRefusedUntilOneIsUnloaded() throws Exception {
        // given
        byte[] onnx = new ColourModel().onnx();
        Files.write(folder.resolve("one.onnx"), onnx);
        Files.write(folder.resolve("two.onnx"), onnx);
        engine.configure(Map.of("model.folder", folder.toString(), "models.max", 1));
        infer("one");

        // when
        EngineException refusal = refusal("two");

        // then
        assertTrue(refusal.getMessage().endsWith("loaded models must be at most 1, were 1"), refusal.getMessage());
        assertEquals(2, infer("one").size());
        assertEquals(1, engine.openSessions());
        engine.unload("one");
        assertEquals(2, infer("two").size());
    }

    @Test
    void infer_slowLoad_waitsABoundedTimeAndLoadingContinues() {
        // given
        restart(LONG, SHORT);
        engine.configure(Map.of());
        offerSlow();

        // when
        EngineException refusal = refusal(RGB);

        // then
        assertFalse(refusal.isCallerError());
        assertEquals("model 'colours/rgb' is still being loaded after 1 ms; try again later", refusal.getMessage());

        // and when
        readReleased.countDown();

        // then
        Await.until(() -> engine.isLoaded(RGB), () -> "not loaded");
        assertEquals(1, reads.get());
    }

    @Test
    void close_whileACallerWaits_releasesTheCaller() throws Exception {
        // given
        engine.configure(Map.of());
        offerSlow();
        CompletableFuture<Integer> call = inferElsewhere();
        readBegun.await();

        // when
        engine.close(Duration.ofMillis(50));

        // then
        ExecutionException refusal = assertThrows(ExecutionException.class, () -> call.get(120, TimeUnit.SECONDS));
        assertTrue(refusal.getMessage().contains("the inference engine is stopped"), refusal.getMessage());
        assertEquals(1, readReleased.getCount());
    }

    private void offer() {
        catalog.add(
                ColourFamily.place("good", ColourFamily.files("1.0.0", new ColourModel())),
                ColourFamily.FAMILY,
                ColourFamily.VARIANT);
    }

    private void offerCorrupt() {
        byte[] garbage = {1, 2, 3};
        catalog.add(
                ColourFamily.watched(
                        ColourFamily.place("bad", ColourFamily.files(ColourFamily.of("0.9.0", garbage), garbage)),
                        "rgb.onnx",
                        reads::incrementAndGet),
                ColourFamily.FAMILY,
                ColourFamily.VARIANT);
    }

    private void offerSlow() {
        catalog.add(
                ColourFamily.watched(
                        ColourFamily.place("slow", ColourFamily.files("1.0.0", new ColourModel())),
                        "rgb.onnx",
                        this::readSlowly),
                ColourFamily.FAMILY,
                ColourFamily.VARIANT);
    }

    /** Ignores interrupts, like native code. */
    private void readSlowly() {
        reads.incrementAndGet();
        readBegun.countDown();
        while (readReleased.getCount() > 0) {
            try {
                readReleased.await();
            } catch (InterruptedException e) {
                // The test releases it.
            }
        }
    }

    private CompletableFuture<Integer> inferElsewhere() {
        CompletableFuture<Integer> call = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                call.complete(infer(RGB).size());
            } catch (EngineException e) {
                call.completeExceptionally(e);
            }
        });
        caller.setDaemon(true);
        caller.start();
        return call;
    }

    private boolean isRun(String name) {
        try {
            infer(name);
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    private List<BoxedTensor> infer(String name) throws EngineException {
        BoxedTensor picture =
                new BoxedTensor("picture", "UINT8", List.of(1L, 8L, 8L, 3L), Collections.nCopies(192, (byte) 7));
        return engine.infer(name, List.of("scores", "classes"), List.of(picture));
    }

    private EngineException refusal(String name) {
        return assertThrows(EngineException.class, () -> infer(name));
    }
}
