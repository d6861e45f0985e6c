package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.ElementType;
import java.util.List;

/**
 * A tensor as it is passed around outside: in lists. As input any part may be null.
 *
 * @param name of the input or output
 * @param type as in {@link ElementType}
 * @param shape its lengths; of an input at most one is open (-1), and follows from how many elements there are
 * @param elements the last axis running fastest; see {@link Boxes} for their classes
 */
public record BoxedTensor(String name, String type, List<Long> shape, List<?> elements) {

    /** The class of the elements of an output. */
    public Class<?> elementClass() {
        return Boxes.elementClass(ElementType.valueOf(type));
    }
}
