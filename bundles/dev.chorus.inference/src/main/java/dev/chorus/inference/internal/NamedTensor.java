package dev.chorus.inference.internal;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An input or output as the ONNX file declares it.
 *
 * @param shape {@value #OPEN} where the length is open; not copied
 */
record NamedTensor(String name, OnnxJavaType type, long... shape) {

    private static final long OPEN = -1;

    /** How the formats of this project call it: {@code float32}, {@code uint8}. */
    static String nameOf(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    /** What a node is; a type of UNKNOWN and no axes where it is no tensor. */
    static NamedTensor of(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo info
                ? new NamedTensor(node.getName(), info.type, info.getShape())
                : new NamedTensor(node.getName(), OnnxJavaType.UNKNOWN);
    }

    /** Whether it can have these lengths: its own are the same or open. */
    boolean hasShape(long... wanted) {
        if (shape.length != wanted.length) {
            return false;
        }
        for (int axis = 0; axis < wanted.length; axis++) {
            if (shape[axis] != wanted[axis] && shape[axis] != OPEN) {
                return false;
            }
        }
        return true;
    }

    /** {@code 'x' float32 [?, 3, 64, 64]}. */
    @Override
    public String toString() {
        return Arrays.stream(shape)
                .mapToObj(length -> length == OPEN ? "?" : Long.toString(length))
                .collect(Collectors.joining(", ", "'" + name + "' " + nameOf(type) + " [", "]"));
    }
}
