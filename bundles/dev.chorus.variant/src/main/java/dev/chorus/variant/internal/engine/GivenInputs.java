package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.ElementType;
import dev.chorus.inference.api.TensorArray;
import dev.chorus.inference.api.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Validates the inputs of a run before they reach ONNX Runtime. Stateless. */
final class GivenInputs {

    private GivenInputs() {}

    /**
     * Copies inputs into arrays.
     *
     * @param specs inputs of the model
     * @param given inputs of the caller, unchecked
     * @param maxElements maximum number of elements of each input; of texts, of characters too
     * @return one array for each input of the model
     * @throws EngineException if the inputs do not match the model; names the input, the required and the given value
     */
    static List<TensorArray> check(List<TensorSpec> specs, List<BoxedTensor> given, int maxElements)
            throws EngineException {
        Map<String, BoxedTensor> byName = new HashMap<>();
        for (BoxedTensor tensor : given) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw EngineException.invalid("input '" + tensor.name() + "' is given twice");
            }
        }
        List<TensorArray> arrays = new ArrayList<>();
        for (TensorSpec spec : specs) {
            BoxedTensor tensor = byName.remove(spec.name());
            if (tensor == null) {
                throw EngineException.invalid("input " + spec + " is missing");
            }
            arrays.add(array(spec, tensor, maxElements));
        }
        if (!byName.isEmpty()) {
            throw EngineException.invalid("inputs must be " + specs + ", had unknown " + byName.keySet());
        }
        return arrays;
    }

    private static TensorArray array(TensorSpec spec, BoxedTensor given, int maxElements) throws EngineException {
        if (!spec.type().name().equals(given.type())) {
            throw EngineException.invalid(
                    "input '" + spec.name() + "' must have the type " + spec.type() + ", had " + given.type());
        }
        if (given.elements() == null) {
            throw EngineException.invalid("input '" + spec.name() + "' has no elements");
        }
        boolean oneTextInBytes = spec.type() == ElementType.BYTES
                && !given.elements().isEmpty()
                && given.elements().get(0) instanceof Byte;
        int size = oneTextInBytes ? 1 : given.elements().size();
        if (given.elements().size() > maxElements) {
            throw tooMany(spec, given.elements().size(), maxElements);
        }
        List<Long> shape = shape(spec, given.shape(), size);
        try {
            Object elements = oneTextInBytes
                    ? new String[] {Boxes.text(given.elements())}
                    : Boxes.unbox(spec.type(), given.elements());
            if (elements instanceof String[] texts) {
                checkLength(spec, texts, maxElements);
            }
            return new TensorArray(spec.name(), spec.type(), shape, elements);
        } catch (EngineException e) {
            throw EngineException.invalid("input '" + spec.name() + "' " + e.getMessage());
        }
    }

    private static void checkLength(TensorSpec spec, String[] texts, int maxElements) throws EngineException {
        long characters = 0;
        for (String text : texts) {
            characters += text.length();
        }
        if (characters > maxElements) {
            throw EngineException.invalid("must have at most " + maxElements + " characters, had " + characters);
        }
    }

    private static EngineException tooMany(TensorSpec spec, int size, int maxElements) {
        return EngineException.invalid(
                "input '" + spec.name() + "' must have at most " + maxElements + " elements, had " + size);
    }

    /** Returns the shape for a number of elements, without open lengths. */
    private static List<Long> shape(TensorSpec spec, List<Long> given, int size) throws EngineException {
        List<Long> requested = given == null || given.isEmpty() ? spec.shape() : given;
        if (spec.shape().isEmpty()) {
            // A scalar, or a file that does not declare the shape; ONNX Runtime knows it.
            boolean scalar = size == 1 && requested.stream().allMatch(length -> length == 1);
            return scalar ? List.of() : closed(spec, requested, size);
        }
        List<Long> resolved = new ArrayList<>(requested);
        boolean fits = requested.size() == spec.shape().size();
        for (int axis = 0; fits && axis < requested.size(); axis++) {
            long declared = spec.shape().get(axis);
            Long length = requested.get(axis);
            fits = length != null
                    && (length == TensorSpec.OPEN
                            || length >= 0 && (declared == TensorSpec.OPEN || declared == length));
            resolved.set(axis, fits && length == TensorSpec.OPEN ? (Long) declared : length);
        }
        if (!fits) {
            throw EngineException.invalid("input '" + spec.name() + "' must have the shape "
                    + TensorSpec.shapeText(spec.shape()) + ", had " + text(requested));
        }
        return closed(spec, resolved, size);
    }

    private static List<Long> closed(TensorSpec spec, List<Long> shape, int size) throws EngineException {
        long product = 1;
        int open = -1;
        for (int axis = 0; axis < shape.size(); axis++) {
            Long length = shape.get(axis);
            if (length == null || length < TensorSpec.OPEN || length == TensorSpec.OPEN && open >= 0) {
                throw EngineException.invalid("input '" + spec.name()
                        + "' must have a shape with at most one open length, had " + text(shape));
            }
            if (length == TensorSpec.OPEN) {
                open = axis;
            } else {
                // Longer than any list, so that the product neither overflows nor equals a size.
                product = Math.min(product * Math.min(length, Integer.MAX_VALUE + 1L), Integer.MAX_VALUE + 1L);
            }
        }
        List<Long> closed = new ArrayList<>(shape);
        if (open >= 0 && product > 0 && size % product == 0) {
            closed.set(open, size / product);
        } else if (open >= 0 || product != size) {
            throw EngineException.invalid("input '" + spec.name() + "' has " + size
                    + " elements, which do not fill the shape " + text(shape));
        }
        return closed;
    }

    private static String text(List<Long> shape) {
        return shape.stream().anyMatch(Objects::isNull) ? shape.toString() : TensorSpec.shapeText(shape);
    }
}
