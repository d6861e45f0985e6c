package org.eclipse.kura.ai.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a tensor is, without its elements. */
@ProviderType
public class TensorDescriptor {

    private final String name;
    private final String type;
    private final Optional<String> format;
    private final List<Long> shape;
    private final Map<String, Object> parameters;

    /**
     * Describes a tensor.
     *
     * @param name what the model calls it
     * @param type in the engine's words
     * @param format in the engine's words
     * @param shape its lengths
     * @param parameters whatever else the engine says of it
     */
    public TensorDescriptor(
            String name, String type, Optional<String> format, List<Long> shape, Map<String, Object> parameters) {
        this.name = name;
        this.type = type;
        this.format = format;
        this.shape = List.copyOf(shape);
        this.parameters = Map.copyOf(parameters);
    }

    /**
     * Begins a description.
     *
     * @param name what the model calls it
     * @param type in the engine's words
     * @param shape its lengths
     */
    public static TensorDescriptorBuilder builder(String name, String type, List<Long> shape) {
        return new TensorDescriptorBuilder(name, type, shape);
    }

    /** What the model calls it. */
    public String getName() {
        return name;
    }

    /** In the engine's words. */
    public String getType() {
        return type;
    }

    /** In the engine's words. */
    public Optional<String> getFormat() {
        return format;
    }

    /** Its lengths. */
    public List<Long> getShape() {
        return shape;
    }

    /** Whatever else the engine says of it. */
    public Map<String, Object> getParameters() {
        return parameters;
    }
}
