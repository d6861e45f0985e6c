package dev.chorus.variant;

import dev.chorus.inference.api.TensorSpec;
import dev.chorus.variant.internal.engine.BoxedTensor;
import dev.chorus.variant.internal.engine.EngineException;
import dev.chorus.variant.internal.engine.InferenceEngine;
import dev.chorus.variant.internal.engine.ModelDescription;
import dev.chorus.variant.internal.model.BundleModels;
import dev.chorus.variant.internal.service.VariantDependencies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.ai.inference.InferenceEngineService;
import org.eclipse.kura.ai.inference.ModelInfo;
import org.eclipse.kura.ai.inference.ModelInfoBuilder;
import org.eclipse.kura.ai.inference.Tensor;
import org.eclipse.kura.ai.inference.TensorDescriptor;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Provides an inference engine as a configurable component. A factory, since components select an engine by its
 * {@code kura.service.pid}. The service is registered with an invalid configuration too: configuration errors are in
 * the log and in every rejection.
 *
 * <p>Kura's tensor types are the names in {@link dev.chorus.inference.api.ElementType}. Rejections of invalid calls
 * have the code INVALID_PARAMETER, all others SERVICE_UNAVAILABLE.
 */
@Component(
        name = InferenceConfig.PID,
        service = {ConfigurableComponent.class, InferenceEngineService.class},
        // Models are loaded even if no component uses the service.
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = InferenceConfig.class, factory = true)
public final class InferenceService implements ConfigurableComponent, InferenceEngineService {

    private static final String PLATFORM = "onnxruntime";

    private InferenceEngine engine;

    @Activate
    void activate(BundleContext context, Map<String, Object> properties) {
        Object pid = properties.get(ConfigurationService.KURA_SERVICE_PID);
        engine = new InferenceEngine(
                pid == null ? "engine" : pid.toString(), new BundleModels(context), VariantDependencies.UPDATE_PAUSE);
        engine.configure(new HashMap<>(properties));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        engine.configure(new HashMap<>(properties));
    }

    @Deactivate
    void deactivate() {
        engine.close();
    }

    @Override
    public List<Tensor> infer(ModelInfo modelInfo, List<Tensor> inputData) throws KuraException {
        if (modelInfo == null || inputData == null) {
            throw new KuraException(KuraErrorCode.INVALID_PARAMETER, "model or inputs are null");
        }
        List<BoxedTensor> inputs = new ArrayList<>();
        for (Tensor tensor : inputData) {
            inputs.add(boxed(tensor));
        }
        List<String> outputs =
                modelInfo.getOutputs().stream().map(TensorDescriptor::getName).toList();
        try {
            return engine.infer(modelInfo.getName(), outputs, inputs).stream()
                    .map(InferenceService::tensor)
                    .toList();
        } catch (EngineException e) {
            throw kuraException(e);
        }
    }

    private static BoxedTensor boxed(Tensor tensor) throws KuraException {
        if (tensor == null || tensor.getDescriptor() == null) {
            throw new KuraException(KuraErrorCode.INVALID_PARAMETER, "an input is null or has no descriptor");
        }
        TensorDescriptor descriptor = tensor.getDescriptor();
        List<?> elements = tensor.getData(tensor.getType()).orElse(null);
        return new BoxedTensor(descriptor.getName(), descriptor.getType(), descriptor.getShape(), elements);
    }

    private static Tensor tensor(BoxedTensor output) {
        return tensor(output.elementClass(), output);
    }

    private static <T> Tensor tensor(Class<T> elementClass, BoxedTensor output) {
        @SuppressWarnings("unchecked") // The engine's lists are of that class.
        List<T> elements = (List<T>) output.elements();
        return new Tensor(elementClass, descriptor(output.name(), output.type(), output.shape()), elements);
    }

    /** Returns a descriptor; Kura supports no empty shapes. */
    private static TensorDescriptor descriptor(String name, String type, List<Long> shape) {
        return TensorDescriptor.builder(name, type, shape.isEmpty() ? List.of(1L) : shape)
                .build();
    }

    @Override
    public void loadModel(String modelName, Optional<String> modelPath) throws KuraException {
        try {
            engine.load(modelName, modelPath == null ? Optional.empty() : modelPath.filter(path -> !path.isBlank()));
        } catch (EngineException e) {
            throw kuraException(e);
        }
    }

    @Override
    public void unloadModel(String modelName) throws KuraException {
        try {
            engine.unload(modelName);
        } catch (EngineException e) {
            throw kuraException(e);
        }
    }

    @Override
    public boolean isModelLoaded(String modelName) {
        return engine.isLoaded(modelName);
    }

    @Override
    public List<String> getModelNames() {
        return engine.modelNames();
    }

    @Override
    public Optional<ModelInfo> getModelInfo(String modelName) throws KuraException {
        try {
            return engine.describe(modelName).map(InferenceService::modelInfo);
        } catch (EngineException e) {
            throw kuraException(e);
        }
    }

    private static ModelInfo modelInfo(ModelDescription model) {
        ModelInfoBuilder info = ModelInfo.builder(model.name()).platform(PLATFORM);
        model.version().ifPresent(info::version);
        for (TensorSpec input : model.inputs()) {
            info.addInputDescriptor(descriptor(input.name(), input.type().name(), input.shape()));
        }
        for (TensorSpec output : model.outputs()) {
            info.addOutputDescriptor(descriptor(output.name(), output.type().name(), output.shape()));
        }
        return info.build();
    }

    @Override
    public boolean isEngineReady() {
        return engine.isReady();
    }

    private static KuraException kuraException(EngineException e) {
        KuraErrorCode code = e.isCallerError() ? KuraErrorCode.INVALID_PARAMETER : KuraErrorCode.SERVICE_UNAVAILABLE;
        return new KuraException(code, e, e.getMessage());
    }
}
