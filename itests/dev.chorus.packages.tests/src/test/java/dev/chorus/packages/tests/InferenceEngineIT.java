package dev.chorus.packages.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.BuiltPackages;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.GatewayPlatform;
import dev.chorus.itests.support.ServiceThreads;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.ConfiguredComponents;
import dev.chorus.tools.gateway.Packages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.ai.inference.InferenceEngineService;
import org.eclipse.kura.ai.inference.ModelInfo;
import org.eclipse.kura.ai.inference.Tensor;
import org.eclipse.kura.ai.inference.TensorDescriptor;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The inference engine in its package, created as Kura does and asked as Kura's components ask. One framework serves all
 * tests: a JVM does not load ONNX Runtime's libraries for a second one.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class InferenceEngineIT {

    private static final String ENGINE = "edge-engine";
    private static final String MODEL = "parts/p48";
    private static final String MODEL_PACKAGE = "chorus-model-parts-p48";
    private static final int SIDE = 48;
    private static final int CALLERS = 3;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Inject
    private BundleContext context;

    private Packages packages;
    private ConfiguredComponents components;
    private InferenceEngineService engine;

    @Configuration
    public Option[] platform() {
        return GatewayPlatform.options();
    }

    @Before
    public void createEngine() throws Exception {
        packages = new Packages(context);
        components = new ConfiguredComponents(context);
        new FrameworkGateway(context).installPackages();
        components.create(new ComponentSettings(
                "dev.chorus.variant.InferenceService",
                ENGINE,
                Map.of("model.folder", folder.getRoot().toString())));
        // As the AI component's target filter says.
        ServiceReference<InferenceEngineService> found =
                context.getServiceReferences(InferenceEngineService.class, "(kura.service.pid=" + ENGINE + ")").stream()
                        .findFirst()
                        .orElseThrow();
        engine = context.getService(found);
    }

    @After
    public void deleteEngine() throws Exception {
        components.delete(ENGINE);
        ServiceThreads.awaitNone();
    }

    @Test
    public void modelOfABundle_isDescribedAndRun() throws Exception {
        // given
        assertTrue(engine.isEngineReady());
        assertTrue(engine.getModelNames().contains(MODEL));
        assertFalse(engine.isModelLoaded(MODEL));

        // when
        ModelInfo info = engine.getModelInfo(MODEL).orElseThrow();
        List<Tensor> outputs = engine.infer(info, picture(info, SIDE * SIDE * 3));

        // then
        assertEquals(Optional.of("onnxruntime"), info.getPlatform());
        assertEquals("UINT8", info.getInputs().get(0).getType());
        List<Float> scores = outputs.get(0).getData(Float.class).orElseThrow();
        assertTrue("best score " + scores.get(0), scores.get(0) > 0 && scores.get(0) <= 1);
        assertTrue(outputs.get(1).getData(Integer.class).isPresent());
    }

    @Test
    public void mistakes_throwWithTheReason() throws Exception {
        ModelInfo info = engine.getModelInfo(MODEL).orElseThrow();
        Path corrupt = Files.write(folder.getRoot().toPath().resolve("corrupt.onnx"), new byte[] {1, 2, 3});

        assertReason("which do not fill the shape", () -> engine.infer(info, picture(info, 5)));
        assertReason("is missing", () -> engine.infer(info, List.of()));
        assertReason("nothing offers model 'ghost'", () -> engine.loadModel("ghost", Optional.empty()));
        assertReason("not loadable", () -> engine.loadModel("corrupt", Optional.of(corrupt.toString())));
        assertReason("model 'corrupt' is refused", () -> engine.getModelInfo("corrupt"));
        assertEquals(Optional.empty(), engine.getModelInfo("ghost"));
    }

    @Test
    public void configuration_thatIsWrong_keepsTheServiceAndIsHealed() throws Exception {
        // when
        components.update(ENGINE, Map.of("models.max", "all"));

        // then
        Await.until("an engine that is not ready", () -> !ready());
        assertReason("models.max must be a whole number within 1..1000, was 'all'", () -> engine.getModelInfo(MODEL));

        // and when
        components.update(ENGINE, Map.of("models.max", 2));

        // then
        Await.until("an engine that is ready", this::ready);
        assertTrue(engine.getModelInfo(MODEL).isPresent());
    }

    @Test
    public void modelBundle_updatedAndUninstalledWhileItRuns_isReplacedThenGoneThenBack() throws Exception {
        // given
        ModelInfo info = engine.getModelInfo(MODEL).orElseThrow();
        AtomicInteger answers = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<KuraException>> ends = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            ends.add(callers.submit(() -> askUntilRefused(info, answers)));
        }
        Await.until("answers", () -> answers.get() > CALLERS);

        // when
        packages.install(
                BuiltPackages.laterModel("p48", "1.1.0", folder.getRoot().toPath()));

        // then
        Await.until("the later version", () -> version().equals(Optional.of("1.1.0")));
        int before = answers.get();
        Await.until("more answers", () -> answers.get() > before + CALLERS);

        // and when
        packages.uninstall(MODEL_PACKAGE);

        // then
        for (Future<KuraException> end : ends) {
            assertTrue(end.get().getMessage().contains("model 'parts/p48' is not loaded and nothing offers it"));
        }
        callers.shutdown();
        assertFalse(engine.isModelLoaded(MODEL));
        assertFalse(engine.getModelNames().contains(MODEL));

        // and when
        packages.install(BuiltPackages.named(MODEL_PACKAGE));

        // then
        Await.until("the model again", this::loaded);
    }

    private boolean loaded() {
        try {
            return engine.isModelLoaded(MODEL);
        } catch (KuraException e) {
            throw new AssertionError(e);
        }
    }

    private KuraException askUntilRefused(ModelInfo info, AtomicInteger answers) {
        while (true) {
            try {
                engine.infer(info, picture(info, SIDE * SIDE * 3));
                answers.incrementAndGet();
            } catch (KuraException e) {
                return e;
            }
        }
    }

    private Optional<String> version() {
        try {
            return engine.getModelInfo(MODEL).orElseThrow().getVersion();
        } catch (KuraException e) {
            throw new AssertionError(e);
        }
    }

    private boolean ready() {
        try {
            return engine.isEngineReady();
        } catch (KuraException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Tensor> picture(ModelInfo info, int bytes) {
        TensorDescriptor input = info.getInputs().get(0);
        TensorDescriptor square = TensorDescriptor.builder(
                        input.getName(), input.getType(), List.of(1L, (long) SIDE, (long) SIDE, 3L))
                .build();
        return List.of(new Tensor(Byte.class, square, Collections.nCopies(bytes, (byte) 0x60)));
    }

    private interface Attempt {
        void run() throws KuraException;
    }

    private static void assertReason(String reason, Attempt attempt) {
        KuraException refusal = assertThrows(KuraException.class, attempt::run);
        assertTrue(refusal.getMessage(), refusal.getMessage().contains(reason));
    }
}
