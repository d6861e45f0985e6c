package org.eclipse.kura.ai.inference;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Numbers or texts that go into a model or come out of it. */
@ProviderType
public class Tensor {

    private final Class<?> type;
    private final TensorDescriptor descriptor;
    private final List<?> data;

    /**
     * Puts elements together.
     *
     * @param type of each element
     * @param descriptor name, type and shape
     * @param data the elements, the last axis running fastest; not copied
     */
    public <T> Tensor(Class<T> type, TensorDescriptor descriptor, List<T> data) {
        this.type = type;
        this.descriptor = descriptor;
        this.data = data;
    }

    /** Name, type and shape. */
    public TensorDescriptor getDescriptor() {
        return descriptor;
    }

    /**
     * The elements.
     *
     * @param wanted what they are expected to be
     * @return empty if they are something else
     */
    @SuppressWarnings("unchecked")
    public <T> Optional<List<T>> getData(Class<T> wanted) {
        return wanted == type ? Optional.of((List<T>) data) : Optional.empty();
    }

    /** What each element is. */
    public Class<?> getType() {
        return type;
    }
}
