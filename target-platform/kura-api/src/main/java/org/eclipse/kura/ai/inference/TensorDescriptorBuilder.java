package org.eclipse.kura.ai.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Makes a {@link TensorDescriptor}. */
@ProviderType
public class TensorDescriptorBuilder {

    private final String name;
    private final String type;
    private final List<Long> shape;

    TensorDescriptorBuilder(String name, String type, List<Long> shape) {
        this.name = name;
        this.type = type;
        this.shape = shape;
    }

    /** @throws IllegalArgumentException if name, type or shape is null or empty */
    public TensorDescriptor build() {
        if (isEmpty(name) || isEmpty(type) || shape == null || shape.isEmpty()) {
            throw new IllegalArgumentException("name, type or shape of a tensor is empty");
        }
        return new TensorDescriptor(name, type, Optional.empty(), shape, Map.of());
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }
}
