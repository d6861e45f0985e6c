package org.eclipse.kura.ai.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a model is, takes and gives. */
@ProviderType
public class ModelInfo {

    private final String name;
    private final Optional<String> platform;
    private final Optional<String> version;
    private final List<TensorDescriptor> inputs;
    private final List<TensorDescriptor> outputs;

    /** For {@link ModelInfoBuilder}. */
    protected ModelInfo(
            String name,
            Optional<String> platform,
            Optional<String> version,
            List<TensorDescriptor> inputs,
            List<TensorDescriptor> outputs) {
        this.name = name;
        this.platform = platform;
        this.version = version;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
    }

    /**
     * Begins a description.
     *
     * @param name of the model
     */
    public static ModelInfoBuilder builder(String name) {
        return new ModelInfoBuilder(name);
    }

    /** What the engine knows the model by. */
    public String getName() {
        return name;
    }

    /** What runs it. */
    public Optional<String> getPlatform() {
        return platform;
    }

    /** Which one it is of several of that name. */
    public Optional<String> getVersion() {
        return version;
    }

    /** Whatever else the engine says of it. */
    public Map<String, Object> getParameters() {
        return Map.of();
    }

    /** What it takes. */
    public List<TensorDescriptor> getInputs() {
        return inputs;
    }

    /** What it gives. */
    public List<TensorDescriptor> getOutputs() {
        return outputs;
    }
}
