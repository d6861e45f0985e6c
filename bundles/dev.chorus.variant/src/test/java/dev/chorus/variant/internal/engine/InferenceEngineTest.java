package dev.chorus.variant.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testmodels.ColourClassifier;
import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.tools.testmodels.EchoModel;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.model.ColourFamily;
import dev.chorus.variant.internal.model.ModelPlace;
import dev.chorus.variant.internal.service.FakeCatalog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceEngineTest {

    private static final String RGB = "colours/rgb";

    @TempDir
    Path folder;

    private final Set<Thread> threadsBefore = Await.threads();
    private final FakeCatalog catalog = new FakeCatalog();
    private final InferenceEngine engine =
            new InferenceEngine("test", catalog, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(2));

    @AfterEach
    void closed_leavesNothing() {
        engine.close();
        assertEquals(0, engine.openSessions());
        assertTrue(catalog.closed);
        Await.noNewThreads(threadsBefore);
    }

    @Test
    void constructed_hasLookedForModelBundlesBeforeAnybodyAsks() {
        assertEquals(Thread.currentThread(), catalog.openedOn);
    }

    @Test
    void load_fileOfTheFolder_isDescribedAndRun() throws Exception {
        // given
        configureFolder(Map.of());
        write("echo.onnx", EchoModel.of("FLOAT", -1, 2).version(3).onnx());
        assertEquals(List.of("echo"), engine.modelNames());
        assertFalse(engine.isLoaded("echo"));

        // when
        engine.load("echo", Optional.empty());

        // then
        assertTrue(engine.isReady());
        assertTrue(engine.isLoaded("echo"));
        ModelDescription description = engine.describe("echo").orElseThrow();
        assertEquals(Optional.of("3"), description.version());
        assertEquals("['x' FP32 [?, 2]]", description.inputs().toString());
        assertEquals(
                "['same' FP32 [?, 2], 'number' FP64 [?, 2]]",
                description.outputs().toString());
        assertEquals(
                List.of(
                        new BoxedTensor("same", "FP32", List.of(1L, 2L), List.of(1f, 2f)),
                        new BoxedTensor("number", "FP64", List.of(1L, 2L), List.of(1.0, 2.0))),
                engine.infer("echo", List.of("number", "same"), List.of(floats(1f, 2f))));
    }

    @Test
    void load_path_isLoadedUnderTheName() throws Exception {
        engine.configure(Map.of());
        Path file = write("some file", EchoModel.of("FLOAT", 1, 2).onnx());
        write("mine.onnx", EchoModel.of("FLOAT", 1, 2).onnx());

        engine.load("mine", Optional.of(file.toString()));
        engine.load("mine", Optional.empty());
        engine.load("mine", Optional.of(folder.toString()));

        assertEquals(List.of("mine"), engine.modelNames());
        assertEquals(1, engine.openSessions());
    }

    @Test
    void load_modelOfABundle_hasItsVersionAndIsReplacedByALaterOne() throws Exception {
        // given
        engine.configure(Map.of());
        offer("1.0.0", new ColourModel());
        engine.load(RGB, Optional.empty());
        assertEquals(Optional.of("1.0.0"), engine.describe(RGB).orElseThrow().version());

        // when
        offer("1.1.0", new ColourModel().k(2));

        // then
        Await.until(() -> version().equals(Optional.of("1.1.0")), () -> "still " + version());
        Await.until(() -> engine.openSessions() == 1, () -> engine.openSessions() + " sessions are open");
    }

    @Test
    void load_laterModelThatIsCorrupt_keepsTheOneBefore() throws Exception {
        // given
        engine.configure(Map.of());
        offer("1.0.0", new ColourModel());
        engine.load(RGB, Optional.empty());

        // when
        byte[] garbage = {1, 2, 3};
        catalog.add(
                ColourFamily.place("late", ColourFamily.files(ColourFamily.of("2.0.0", garbage), garbage)),
                ColourFamily.FAMILY,
                ColourFamily.VARIANT);
        engine.load(RGB, Optional.empty());

        // then
        assertEquals(Optional.of("1.0.0"), version());
    }

    @Test
    void bundle_thatGoesAway_takesItsModelAndBringsItBack() throws Exception {
        // given
        engine.configure(Map.of());
        ModelPlace place = offer("1.0.0", new ColourModel());
        engine.load(RGB, Optional.empty());

        // when
        catalog.remove(place);

        // then
        Await.until(() -> !engine.isLoaded(RGB), () -> "still loaded");
        assertEquals(
                "model 'colours/rgb' is not loaded and nothing offers it, offered are []",
                refusal(() -> engine.infer(RGB, List.of(), List.of())).getMessage());

        // and when
        offer("1.0.0", new ColourModel());

        // then
        Await.until(() -> engine.isLoaded(RGB), () -> "not loaded again");
    }

    @Test
    void configure_unavailableModels_areLoadedOnceOffered() {
        engine.configure(Map.of("models", RGB));
        assertTrue(engine.isReady());

        offer("1.0.0", new ColourModel());

        Await.until(() -> engine.isLoaded(RGB), () -> "not loaded");
        engine.configure(Map.of("models", ""));
        Await.until(() -> !engine.isLoaded(RGB), () -> "still loaded");
    }

    @Test
    void describe_modelThatIsOffered_loadsItUnlessSomebodyUnloadedIt() throws Exception {
        engine.configure(Map.of());
        offer("1.0.0", new ColourModel());

        assertTrue(engine.describe(RGB).isPresent());
        assertTrue(engine.isLoaded(RGB));
        engine.unload(RGB);
        assertEquals(Optional.empty(), engine.describe(RGB));
        assertEquals(List.of(RGB), engine.modelNames());
        engine.load(RGB, Optional.empty());
        assertTrue(engine.isLoaded(RGB));
    }

    @Test
    void describe_unknownName_isEmpty() throws Exception {
        engine.configure(Map.of());

        assertEquals(Optional.empty(), engine.describe("unknown"));
        assertEquals(Optional.empty(), engine.describe("no body"));
        assertEquals(Optional.empty(), engine.describe(null));
    }

    @Test
    void load_unknownModel_reportsTheKnownOnes() throws Exception {
        configureFolder(Map.of());
        write("echo.onnx", EchoModel.of("FLOAT", 2).onnx());

        assertEquals(
                "nothing offers model 'ghost', there are [echo]",
                refusal(() -> engine.load("ghost", Optional.empty())).getMessage());
        assertEquals(
                "there is no file /no/where.onnx",
                refusal(() -> engine.load("ghost", Optional.of("/no/where.onnx")))
                        .getMessage());
        assertEquals(
                "model must be " + ModelName.ALLOWED + ", was 'a/b/c'",
                refusal(() -> engine.load("a/b/c", Optional.empty())).getMessage());
        assertTrue(refusal(() -> engine.load("ghost", Optional.of("\0"))).isCallerError());
        assertTrue(refusal(() -> engine.load(null, Optional.empty())).isCallerError());
        assertTrue(refusal(() -> engine.unload("ghost")).isCallerError());
    }

    @Test
    void load_corruptFile_isRefusedAndTheOneBeforeGoesOn() throws Exception {
        // given
        configureFolder(Map.of());
        write("echo.onnx", EchoModel.of("FLOAT", 1, 2).onnx());
        engine.load("echo", Optional.empty());

        // when
        write("echo.onnx", new byte[] {1, 2, 3});
        EngineException refusal = refusal(() -> engine.load("echo", Optional.empty()));

        // then
        assertTrue(refusal.getMessage().contains("not loadable"), refusal.getMessage());
        assertEquals(
                1,
                engine.infer("echo", List.of("same"), List.of(floats(1f, 2f))).size());
    }

    @Test
    void load_beyondTheLimits_isRefused() throws Exception {
        // given
        byte[] onnx = EchoModel.of("FLOAT", 2).onnx();
        configureFolder(Map.of("models.max", 1, "model.bytes.max", onnx.length));
        write("one.onnx", onnx);
        write("two.onnx", onnx);
        write("big.onnx", EchoModel.of("FLOAT", 2).version(Long.MAX_VALUE - 1).onnx());

        // when, then
        String big = refusal(() -> engine.load("big", Optional.empty())).getMessage();
        assertTrue(big.contains("must have at most " + onnx.length + " bytes"), big);
        engine.load("one", Optional.empty());
        String two = refusal(() -> engine.load("two", Optional.empty())).getMessage();
        assertTrue(two.endsWith("loaded models must be at most 1, were 1"), two);
        engine.load("one", Optional.empty());
    }

    @Test
    void infer_invalidInputs_reportsTheRequirement() throws Exception {
        configureFolder(Map.of("tensor.elements.max", 4));
        write("echo.onnx", EchoModel.of("FLOAT", -1, 2).onnx());
        engine.load("echo", Optional.empty());

        assertEquals(
                "model 'echo': input 'x' must have at most 4 elements, had 6",
                refusal(() -> engine.infer("echo", List.of("same"), List.of(floats(1f, 2f, 3f, 4f, 5f, 6f))))
                        .getMessage());
        assertEquals(
                "model 'echo': outputs must be among ['same' FP32 [?, 2], 'number' FP64 [?, 2]], were [other]",
                refusal(() -> engine.infer("echo", List.of("other"), List.of(floats(1f, 2f))))
                        .getMessage());
    }

    @Test
    void infer_modelThatFails_isNotTheCallersFault() throws Exception {
        // given: it declares any number of pictures, and cannot make one row of the numbers of two
        configureFolder(Map.of());
        write("colours.onnx", ColourClassifier.nchw().openBatch().flat().onnx());
        engine.load("colours", Optional.empty());
        BoxedTensor two =
                new BoxedTensor("images", "FP32", List.of(-1L, 3L, 16L, 16L), Collections.nCopies(2 * 768, 1f));

        // when
        EngineException failure = refusal(() -> engine.infer("colours", List.of("output"), List.of(two)));

        // then
        assertFalse(failure.isCallerError());
        assertTrue(failure.getMessage().startsWith("model 'colours': inference failed"), failure.getMessage());
    }

    @Test
    void configure_mistakes_stopRunsUntilCorrected() throws Exception {
        // given
        configureFolder(Map.of());
        write("echo.onnx", EchoModel.of("FLOAT", 1, 2).onnx());
        engine.load("echo", Optional.empty());

        // when
        configureFolder(Map.of("models.max", "many"));

        // then
        assertFalse(engine.isReady());
        EngineException refusal = refusal(() -> engine.infer("echo", List.of("same"), List.of(floats(1f, 2f))));
        assertFalse(refusal.isCallerError());
        assertEquals(
                "the inference engine is misconfigured: models.max must be a whole number within 1..1000, was 'many'",
                refusal.getMessage());

        // and when
        configureFolder(Map.of());

        // then
        assertTrue(engine.isReady());
        assertEquals(
                1,
                engine.infer("echo", List.of("same"), List.of(floats(1f, 2f))).size());
        assertEquals(1, engine.openSessions());
    }

    @Test
    void configure_whileAModelIsBeingLoaded_returnsAtOnce() throws Exception {
        // given: a place whose file is not there before the configuration is taken
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch configured = new CountDownLatch(1);
        Map<String, byte[]> files = ColourFamily.files("1.0.0", new ColourModel());
        catalog.add(
                new ModelPlace() {
                    @Override
                    public InputStream open(String file) throws IOException {
                        reading.countDown();
                        try {
                            configured.await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException();
                        }
                        return new ByteArrayInputStream(files.get(file));
                    }

                    @Override
                    public String toString() {
                        return "slow place";
                    }
                },
                ColourFamily.FAMILY,
                ColourFamily.VARIANT);
        engine.configure(Map.of("models", RGB));
        reading.await();

        // when
        engine.configure(Map.of("models", RGB, "models.max", 3));
        configured.countDown();

        // then
        Await.until(() -> engine.isLoaded(RGB), () -> "not loaded");
    }

    @Test
    void close_thenAnything_isRefused() throws Exception {
        configureFolder(Map.of());
        write("echo.onnx", EchoModel.of("FLOAT", 1, 2).onnx());
        engine.load("echo", Optional.empty());

        engine.close();

        assertFalse(engine.isReady());
        assertFalse(engine.isLoaded("echo"));
        assertEquals(
                "the inference engine is stopped",
                refusal(() -> engine.load("echo", Optional.empty())).getMessage());
        assertFalse(refusal(() -> engine.infer("echo", List.of(), List.of())).isCallerError());
    }

    @Test
    void close_whileACallerLoadsAModel_returnsAndUnloadsItLater() throws Exception {
        // given
        SlowStep reading = new SlowStep();
        engine.configure(Map.of());
        catalog.add(
                ColourFamily.watched(place("1.0.0", new ColourModel()), "rgb.onnx", reading),
                ColourFamily.FAMILY,
                ColourFamily.VARIANT);
        CompletableFuture<Void> loaded = CompletableFuture.runAsync(() -> loadUnchecked(RGB));
        reading.begun.await();

        // when
        boolean ended = engine.close(Duration.ofMillis(50));
        boolean loading = !loaded.isDone();
        reading.release.countDown();

        // then
        assertFalse(ended);
        assertTrue(loading);
        loaded.get(60, TimeUnit.SECONDS);
        Await.until(() -> engine.openSessions() == 0, () -> engine.openSessions() + " sessions are open");
        assertFalse(engine.isLoaded(RGB));
    }

    @Test
    void close_whileConfiguredModelsAreLoaded_loadsNoOther() throws Exception {
        // given
        SlowStep reading = new SlowStep();
        AtomicInteger others = new AtomicInteger();
        offerWatched("aaa", reading);
        offerWatched("zzz", others::incrementAndGet);
        engine.configure(Map.of("models", "colours/aaa,colours/zzz"));
        reading.begun.await();

        // when
        engine.close(Duration.ofMillis(50));
        reading.release.countDown();

        // then
        Await.noNewThreads(threadsBefore);
        assertEquals(0, others.get());
    }

    /** @param before runs before the files of that variant are read */
    private void offerWatched(String variant, Runnable before) {
        catalog.add(
                ColourFamily.watched(place("1.0.0", new ColourModel()), "family.json", before),
                ColourFamily.FAMILY,
                variant);
    }

    @Test
    void loading_thatFailsUnexpectedly_isRetried() {
        // given
        offer("1.0.0", new ColourModel());
        catalog.nextFailure.set(new OutOfMemoryError("on purpose"));

        // when
        engine.configure(Map.of("models", RGB));

        // then
        Await.until(() -> engine.isLoaded(RGB), () -> "not loaded");
    }

    private void loadUnchecked(String name) {
        try {
            engine.load(name, Optional.empty());
        } catch (EngineException e) {
            throw new AssertionError(e);
        }
    }

    /** A task of the duration that the test defines, interrupted or not. */
    private static final class SlowStep implements Runnable {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public void run() {
            begun.countDown();
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    // Like native code.
                }
            }
        }
    }

    private Optional<String> version() {
        try {
            return engine.describe(RGB).orElseThrow().version();
        } catch (EngineException e) {
            throw new AssertionError(e);
        }
    }

    private void configureFolder(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("model.folder", folder.toString());
        engine.configure(properties);
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static ModelPlace place(String version, ColourModel model) {
        return ColourFamily.place(version, ColourFamily.files(version, model));
    }

    private ModelPlace offer(String version, ColourModel model) {
        ModelPlace place = place(version, model);
        catalog.add(place, ColourFamily.FAMILY, ColourFamily.VARIANT);
        return place;
    }

    private static BoxedTensor floats(Float... elements) {
        return new BoxedTensor("x", "FP32", List.of(-1L, 2L), List.of(elements));
    }

    private interface Attempt {
        void run() throws EngineException;
    }

    private static EngineException refusal(Attempt attempt) {
        return assertThrows(EngineException.class, attempt::run);
    }
}
