package dev.chorus.variant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.chorus.tools.testmodels.EchoModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.ai.inference.ModelInfo;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * Invalid configurations of an inference engine by operators and programs. The engine has no topic: it reports its
 * state to every caller.
 */
class InferenceMistakesTest {

    private final InferenceService service = new InferenceService();
    private Framework framework;

    @TempDir
    Path models;

    @BeforeEach
    void start(@TempDir Path storage) throws Exception {
        framework = new EquinoxFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
        Files.write(models.resolve("echo.onnx"), EchoModel.of("UINT8", 1, 3).onnx());
        service.activate(framework.getBundleContext(), good(Map.of()));
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        service.deactivate();
        framework.stop();
        framework.waitForStop(0);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "no model at once",
                        "models.max",
                        0,
                        "models.max must be a whole number within 1..1000, was '0'"),
                mistake(
                        "a word for a number of models",
                        "models.max",
                        "many",
                        "models.max must be a whole number within 1..1000, was 'many'"),
                mistake(
                        "a fraction of a model",
                        "models.max",
                        1.5,
                        "models.max must be a whole number within 1..1000, was '1.5'"),
                mistake(
                        "more models than allowed",
                        "models.max",
                        1001,
                        "models.max must be a whole number within 1..1000, was '1001'"),
                mistake(
                        "models of no byte",
                        "model.bytes.max",
                        0,
                        "model.bytes.max must be a whole number within 1..536870912, was '0'"),
                mistake(
                        "models of two gigabytes",
                        "model.bytes.max",
                        1L << 31,
                        "model.bytes.max must be a whole number within 1..536870912, was '2147483648'"),
                mistake(
                        "an array for a size",
                        "model.bytes.max",
                        new Long[] {1L},
                        "model.bytes.max must be a whole number within 1..536870912, was '[1]'"),
                mistake(
                        "tensors of less than nothing",
                        "tensor.elements.max",
                        -1,
                        "tensor.elements.max must be a whole number within 1..100000000, was '-1'"),
                mistake(
                        "tensors beyond what is allowed",
                        "tensor.elements.max",
                        100_000_001,
                        "tensor.elements.max must be a whole number within 1..100000000, was '100000001'"),
                mistake(
                        "true for a size",
                        "tensor.elements.max",
                        true,
                        "tensor.elements.max must be a whole number within 1..100000000, was 'true'"),
                mistake("a model's name with a blank", "models", "my model", "each of models must be 1..64 of"),
                mistake("a name of three levels", "models", "a/b/c", "each of models must be 1..64 of"),
                mistake("a number for names", "models", 7, "models must be a text, was '7'"),
                mistake("names in an array", "models", new String[] {"echo"}, "models must be a text, was '[echo]'"),
                mistake("a number for a folder", "model.folder", 7, "model.folder must be a text, was '7'"),
                mistake(
                        "a folder with a zero byte",
                        "model.folder",
                        "a\0b",
                        "model.folder must be a text without control characters, was 'a?b'"));
    }

    private static Arguments mistake(String name, String property, Object value, String problem) {
        return arguments(name, property, value, problem);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistake_any_isReportedToCallersUntilCorrected(String name, String property, Object value, String problem)
            throws KuraException {
        // given
        service.loadModel("echo", Optional.empty());
        ModelInfo before = service.getModelInfo("echo").orElseThrow();

        // when
        service.modified(good(Map.of(property, value)));

        // then
        assertFalse(service.isEngineReady());
        KuraException refusal = assertThrows(KuraException.class, () -> service.infer(before, List.of()));
        assertEquals(KuraErrorCode.SERVICE_UNAVAILABLE, refusal.getCode());
        assertTrue(refusal.getMessage().contains(problem), refusal.getMessage());
        assertTrue(service.isModelLoaded("echo"));

        // and when
        service.modified(good(Map.of()));

        // then
        assertTrue(service.isEngineReady());
        assertEquals("echo", service.getModelInfo("echo").orElseThrow().getName());
    }

    private Map<String, Object> good(Map<String, Object> more) {
        Map<String, Object> properties =
                new HashMap<>(Map.of("kura.service.pid", "engine", "model.folder", models.toString()));
        properties.putAll(more);
        return properties;
    }
}
