package dev.chorus.variant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testmodels.EchoModel;
import dev.chorus.variant.internal.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.ai.inference.ModelInfo;
import org.eclipse.kura.ai.inference.Tensor;
import org.eclipse.kura.ai.inference.TensorDescriptor;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Checks the engine through the service that Kura's components use. */
class InferenceServiceTest {

    @TempDir
    Path models;

    private final Set<Thread> threadsBefore = Await.threads();
    private final InferenceService service = new InferenceService();
    private Framework framework;

    @BeforeEach
    void startFramework(@TempDir Path storage) throws BundleException {
        framework = new EquinoxFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        service.deactivate();
        Await.noNewThreads(threadsBefore);
        framework.stop();
        framework.waitForStop(10_000);
    }

    private void activate() {
        service.activate(framework.getBundleContext(), Map.of("model.folder", models.toString()));
    }

    @Test
    void activate_propertiesThatMakeNoSense_neverThrowsAndIsHealed() throws Exception {
        // given
        Map<String, Object> rubbish = new HashMap<>();
        rubbish.put("kura.service.pid", new int[] {1});
        rubbish.put("models", 7);
        rubbish.put("model.folder", new Object());
        rubbish.put("models.max", null);
        rubbish.put("tensor.elements.max", Collections.emptyList());

        // when
        service.activate(framework.getBundleContext(), rubbish);

        // then
        assertFalse(service.isEngineReady());
        KuraException refusal = assertThrows(KuraException.class, () -> service.loadModel("any", Optional.empty()));
        assertEquals(KuraErrorCode.SERVICE_UNAVAILABLE, refusal.getCode());
        assertTrue(refusal.getMessage().contains("models must be a text, was '7'"), refusal.getMessage());

        // and when
        service.modified(Map.of());

        // then
        assertTrue(service.isEngineReady());
    }

    @Test
    void infer_withTheDescriptorsOfTheModelInfo_givesTensors() throws Exception {
        // given
        activate();
        Files.write(
                models.resolve("echo.onnx"),
                EchoModel.of("UINT8", 1, 3).version(4).onnx());

        // when
        service.loadModel("echo", Optional.empty());
        ModelInfo info = service.getModelInfo("echo").orElseThrow();
        List<Tensor> outputs = service.infer(
                info, List.of(new Tensor(Byte.class, info.getInputs().get(0), bytes(1, 2, 0xFF))));

        // then
        assertEquals("echo", info.getName());
        assertEquals(Optional.of("onnxruntime"), info.getPlatform());
        assertEquals(Optional.of("4"), info.getVersion());
        assertEquals("UINT8", info.getInputs().get(0).getType());
        assertEquals(List.of(1L, 3L), info.getInputs().get(0).getShape());
        assertEquals(List.of("same", "number"), names(info.getOutputs()));
        assertEquals(List.of("same", "number"), names(descriptors(outputs)));
        assertEquals(Optional.of(bytes(1, 2, 0xFF)), outputs.get(0).getData(Byte.class));
        assertEquals(Optional.of(List.of(1.0, 2.0, 255.0)), outputs.get(1).getData(Double.class));
        assertEquals("FP64", outputs.get(1).getDescriptor().getType());
        assertEquals(List.of("echo"), service.getModelNames());
        assertTrue(service.isModelLoaded("echo"));
        assertFalse(service.isModelLoaded("other"));
    }

    @Test
    void infer_scalar_isDescribedWithOneLength() throws Exception {
        activate();
        Path file = Files.write(models.resolve("file"), EchoModel.of("INT64").onnx());

        service.loadModel("scalar", Optional.of(file.toString()));
        ModelInfo info = service.getModelInfo("scalar").orElseThrow();
        List<Tensor> outputs = service.infer(
                info, List.of(new Tensor(Long.class, info.getInputs().get(0), List.of(9L))));

        assertEquals(List.of(1L), info.getInputs().get(0).getShape());
        assertEquals(List.of(1L), outputs.get(0).getDescriptor().getShape());
        assertEquals(Optional.of(List.of(9L)), outputs.get(0).getData(Long.class));
    }

    @Test
    void infer_invalidCall_throwsWithTheReason() throws Exception {
        // given
        activate();
        Files.write(models.resolve("echo.onnx"), EchoModel.of("FLOAT", 1, 2).onnx());
        ModelInfo info = service.getModelInfo("echo").orElseThrow();
        TensorDescriptor input = info.getInputs().get(0);

        // when, then
        assertRefused("input 'x' FP32 [1, 2] is missing", info, List.of());
        assertRefused(
                "input 'x' has 3 elements, which do not fill the shape [1, 2]",
                info,
                List.of(new Tensor(Float.class, input, List.of(1f, 2f, 3f))));
        assertRefused(
                "must have Float elements for FP32", info, List.of(new Tensor(Double.class, input, List.of(1.0, 2.0))));
        assertRefused("an input is null", info, Collections.singletonList(null));
        assertRefused("an input is null or has no descriptor", info, List.of(new Tensor(Float.class, null, List.of())));
        assertRefused("has no elements", info, List.of(noData(input)));
        assertRefused("model or inputs are null", info, null);
        assertRefused("model or inputs are null", null, List.of());
        service.unloadModel("echo");
        assertRefused("model 'echo' is not loaded: it was unloaded, loadModel loads it again", info, List.of());
        assertEquals(Optional.empty(), service.getModelInfo("echo"));
        assertThrows(KuraException.class, () -> service.unloadModel("echo"));
        assertThrows(KuraException.class, () -> service.loadModel("ghost", null));
    }

    private static Tensor noData(TensorDescriptor input) {
        return new Tensor(Float.class, input, null) {
            @Override
            public <T> Optional<List<T>> getData(Class<T> wanted) {
                return Optional.empty();
            }
        };
    }

    private void assertRefused(String reason, ModelInfo info, List<Tensor> inputs) {
        KuraException refusal = assertThrows(KuraException.class, () -> service.infer(info, inputs));
        assertEquals(KuraErrorCode.INVALID_PARAMETER, refusal.getCode());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    private static List<TensorDescriptor> descriptors(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::getDescriptor).toList();
    }

    private static List<String> names(List<TensorDescriptor> descriptors) {
        return descriptors.stream().map(TensorDescriptor::getName).toList();
    }

    private static List<Byte> bytes(int... values) {
        return Arrays.stream(values).mapToObj(value -> (byte) value).toList();
    }
}
