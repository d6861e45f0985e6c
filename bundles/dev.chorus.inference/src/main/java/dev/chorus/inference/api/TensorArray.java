package dev.chorus.inference.api;

import java.lang.reflect.Array;
import java.util.List;

/**
 * What goes into a model or comes out of it.
 *
 * @param name of the input or output
 * @param type of its elements
 * @param shape its lengths, none of them open; empty for a scalar
 * @param elements an array as {@link ElementType} says, the last axis running fastest; not copied
 */
public record TensorArray(String name, ElementType type, List<Long> shape, Object elements) {

    /** @throws IllegalArgumentException if the array is of another kind, or not as long as the shape says */
    public TensorArray {
        shape = List.copyOf(shape);
        if (!type.arrayClass().isInstance(elements)) {
            throw new IllegalArgumentException("elements of " + type + " in a " + elements.getClass());
        }
        long size = shape.stream().reduce(1L, Math::multiplyExact);
        if (size != Array.getLength(elements)) {
            throw new IllegalArgumentException(
                    Array.getLength(elements) + " elements in the shape " + TensorSpec.shapeText(shape));
        }
    }
}
