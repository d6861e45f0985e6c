package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.ElementType;
import java.util.List;

/**
 * A tensor as lists, as callers pass it. As input any part may be null.
 *
 * @param name of the input or output
 * @param type as in {@link ElementType}
 * @param shape its lengths; of an input at most one is open (-1) and computed from the number of elements
 * @param elements in row-major order; see {@link Boxes} for their classes
 */
public record BoxedTensor(String name, String type, List<Long> shape, List<?> elements) {

    /** Returns the class of the elements of an output. */
    public Class<?> elementClass() {
        return Boxes.elementClass(ElementType.valueOf(type));
    }
}
