package org.eclipse.kura.ai.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Makes a {@link ModelInfo}. */
@ProviderType
public class ModelInfoBuilder {

    private final String name;
    private Optional<String> platform = Optional.empty();
    private Optional<String> version = Optional.empty();
    private final List<TensorDescriptor> inputs = new ArrayList<>();
    private final List<TensorDescriptor> outputs = new ArrayList<>();

    ModelInfoBuilder(String name) {
        this.name = name;
    }

    /** What runs it; null or empty says nothing. */
    public ModelInfoBuilder platform(String value) {
        platform = Optional.ofNullable(value).filter(text -> !text.isEmpty());
        return this;
    }

    /** Which one it is of several of that name; null or empty says nothing. */
    public ModelInfoBuilder version(String value) {
        version = Optional.ofNullable(value).filter(text -> !text.isEmpty());
        return this;
    }

    /** Adds what it takes. */
    public ModelInfoBuilder addInputDescriptor(TensorDescriptor input) {
        inputs.add(input);
        return this;
    }

    /** Adds what it gives. */
    public ModelInfoBuilder addOutputDescriptor(TensorDescriptor output) {
        outputs.add(output);
        return this;
    }

    /** @throws IllegalArgumentException if it has no name, takes nothing or gives nothing */
    public ModelInfo build() {
        if (name == null || name.isEmpty() || inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException("name, inputs or outputs of a model are empty");
        }
        return new ModelInfo(name, platform, version, inputs, outputs);
    }
}
