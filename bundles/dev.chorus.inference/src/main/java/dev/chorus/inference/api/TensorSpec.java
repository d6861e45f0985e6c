package dev.chorus.inference.api;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output as a model declares it.
 *
 * @param name as in the file
 * @param type of its elements
 * @param shape its lengths, {@value #OPEN} where one is open; empty for a scalar, and where the file says nothing
 */
public record TensorSpec(String name, ElementType type, List<Long> shape) {

    /** Stands for a length that each run may choose. */
    public static final long OPEN = -1;

    /** Copies the shape. */
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /** {@code [1, ?, ?, 3]}. */
    public static String shapeText(List<Long> shape) {
        return shape.stream()
                .map(length -> length == OPEN ? "?" : length.toString())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** {@code 'picture' UINT8 [1, ?, ?, 3]}. */
    @Override
    public String toString() {
        return "'" + name + "' " + type + " " + shapeText(shape);
    }
}
