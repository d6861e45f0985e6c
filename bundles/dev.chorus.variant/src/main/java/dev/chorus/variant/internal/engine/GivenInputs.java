package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.ElementType;
import dev.chorus.inference.api.TensorArray;
import dev.chorus.inference.api.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks what somebody wants to run a model on, before ONNX Runtime sees it. Stateless. */
final class GivenInputs {

    private GivenInputs() {}

    /**
     * Copies inputs into arrays.
     *
     * @param specs what the model takes
     * @param given whatever somebody gives
     * @param maxElements of each; of texts, characters too
     * @return one for each that the model takes
     * @throws EngineException if the model does not take them; names the input, what it is and what is allowed
     */
    static List<TensorArray> check(List<TensorSpec> specs, List<BoxedTensor> given, int maxElements)
            throws EngineException {
        Map<String, BoxedTensor> byName = new HashMap<>();
        for (BoxedTensor tensor : given) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw EngineException.wrong("input '" + tensor.name() + "' is given twice");
            }
        }
        List<TensorArray> arrays = new ArrayList<>();
        for (TensorSpec spec : specs) {
            BoxedTensor tensor = byName.remove(spec.name());
            if (tensor == null) {
                throw EngineException.wrong("input " + spec + " is missing");
            }
            arrays.add(array(spec, tensor, maxElements));
        }
        if (!byName.isEmpty()) {
            throw EngineException.wrong("inputs " + byName.keySet() + " are unknown, allowed are " + specs);
        }
        return arrays;
    }

    private static TensorArray array(TensorSpec spec, BoxedTensor given, int maxElements) throws EngineException {
        if (!spec.type().name().equals(given.type())) {
            throw EngineException.wrong(
                    "input '" + spec.name() + "' has the type " + given.type() + ", allowed is " + spec.type());
        }
        if (given.elements() == null) {
            throw EngineException.wrong("input '" + spec.name() + "' has no elements");
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
            throw EngineException.wrong("input '" + spec.name() + "' " + e.getMessage());
        }
    }

    private static void checkLength(TensorSpec spec, String[] texts, int maxElements) throws EngineException {
        long characters = 0;
        for (String text : texts) {
            characters += text.length();
        }
        if (characters > maxElements) {
            throw EngineException.wrong("has " + characters + " characters, allowed are " + maxElements);
        }
    }

    private static EngineException tooMany(TensorSpec spec, int size, int maxElements) {
        return EngineException.wrong(
                "input '" + spec.name() + "' has " + size + " elements, allowed are " + maxElements);
    }

    /** The shape of so many elements, without open lengths. */
    private static List<Long> shape(TensorSpec spec, List<Long> given, int size) throws EngineException {
        List<Long> wanted = given == null || given.isEmpty() ? spec.shape() : given;
        if (spec.shape().isEmpty()) {
            // A scalar, or a file that says nothing of the shape; ONNX Runtime knows.
            boolean scalar = size == 1 && wanted.stream().allMatch(length -> length == 1);
            return scalar ? List.of() : closed(spec, wanted, size);
        }
        List<Long> settled = new ArrayList<>(wanted);
        boolean fits = wanted.size() == spec.shape().size();
        for (int axis = 0; fits && axis < wanted.size(); axis++) {
            long declared = spec.shape().get(axis);
            Long length = wanted.get(axis);
            fits = length != null
                    && (length == TensorSpec.OPEN
                            || length >= 0 && (declared == TensorSpec.OPEN || declared == length));
            settled.set(axis, fits && length == TensorSpec.OPEN ? (Long) declared : length);
        }
        if (!fits) {
            throw EngineException.wrong("input '" + spec.name() + "' has the shape " + text(wanted) + ", allowed is "
                    + TensorSpec.shapeText(spec.shape()));
        }
        return closed(spec, settled, size);
    }

    private static List<Long> closed(TensorSpec spec, List<Long> shape, int size) throws EngineException {
        long product = 1;
        int open = -1;
        for (int axis = 0; axis < shape.size(); axis++) {
            Long length = shape.get(axis);
            if (length == null || length < TensorSpec.OPEN || length == TensorSpec.OPEN && open >= 0) {
                throw EngineException.wrong("input '" + spec.name() + "' has the shape " + text(shape)
                        + ", allowed are lengths of which at most one is open");
            }
            if (length == TensorSpec.OPEN) {
                open = axis;
            } else {
                // Longer than any list: no overflow, and not equal to any size.
                product = Math.min(product * Math.min(length, Integer.MAX_VALUE + 1L), Integer.MAX_VALUE + 1L);
            }
        }
        List<Long> closed = new ArrayList<>(shape);
        if (open >= 0 && product > 0 && size % product == 0) {
            closed.set(open, size / product);
        } else if (open >= 0 || product != size) {
            throw EngineException.wrong("input '" + spec.name() + "' has " + size
                    + " elements, which do not fill the shape " + text(shape));
        }
        return closed;
    }

    private static String text(List<Long> shape) {
        return shape.stream().anyMatch(Objects::isNull) ? shape.toString() : TensorSpec.shapeText(shape);
    }
}
