package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.chorus.core.family.ModelInterface.Layout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The input of a model: what it tells of layout, size and numbers.
 *
 * @param name in the graph
 * @param type by its number in {@code onnx.proto}
 * @param shape of the input; {@value #OPEN} for lengths that are not fixed
 */
record ModelInput(String name, int type, List<Long> shape) {

    /** A length that is not fixed. */
    static final long OPEN = -1;

    private static final int CHANNELS = 3;

    private static final String FORMS =
            "[1, 3, N, N] (nchw), [1, N, N, 3] (nhwc) or [1, 3 * N * N], where lengths may be open";

    private static final Set<Integer> TAKEN =
            Set.of(DataType.FLOAT_VALUE, DataType.UINT8_VALUE, DataType.FLOAT16_VALUE, DataType.DOUBLE_VALUE);

    ModelInput {
        shape = List.copyOf(shape);
    }

    /**
     * The inputs of a graph, without those that have a value of their own.
     *
     * @throws IllegalArgumentException if there is not exactly one, or it has other numbers than gateways can give it
     */
    static ModelInput of(GraphProto graph) {
        Set<String> constants = new HashSet<>();
        graph.getInitializerList().stream().map(TensorProto::getName).forEach(constants::add);
        List<ModelInput> inputs = graph.getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .map(input -> new ModelInput(
                        input.getName(), input.getType().getTensorType().getElemType(), shape(input)))
                .toList();
        for (ModelInput input : inputs) {
            if (!TAKEN.contains(input.type)) {
                throw new IllegalArgumentException("input must be float32, float16, float64 or uint8, was '"
                        + input.name + "' " + input.typeName());
            }
        }
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("there must be one input, " + FORMS + ", were " + inputs);
        }
        return inputs.get(0);
    }

    /** The lengths of a tensor, {@value #OPEN} where they are not fixed. */
    static List<Long> shape(ValueInfoProto value) {
        List<Long> shape = new ArrayList<>();
        for (Dimension length : value.getType().getTensorType().getShape().getDimList()) {
            shape.add(length.getDimValue() > 0 ? length.getDimValue() : OPEN);
        }
        return shape;
    }

    /** Whether it takes the samples of a picture in one row, as models of scikit-learn do. */
    boolean isFlat() {
        return shape.size() == 2;
    }

    /** Whether it takes bytes. */
    boolean isBytes() {
        return type == DataType.UINT8_VALUE;
    }

    /**
     * The order of its axes.
     *
     * @param given by the user
     * @throws IllegalArgumentException if nothing is given and the shape leaves it open, or the shape is none of a picture
     */
    Layout layout(Optional<Layout> given) {
        if (given.isPresent()) {
            return given.get();
        }
        if (isFlat()) {
            throw new IllegalArgumentException(
                    "--layout must be given: input " + this
                            + " is a row of samples, nhwc if they are those of one pixel after the other, nchw if of one color");
        }
        if (shape.size() != 4) {
            throw new IllegalArgumentException("input must be " + FORMS + ", was " + this);
        }
        boolean planes = shape.get(1) == CHANNELS;
        boolean pixels = shape.get(3) == CHANNELS;
        if (planes != pixels) {
            return planes ? Layout.NCHW : Layout.NHWC;
        }
        if (!planes && shape.get(1) != OPEN && shape.get(3) != OPEN) {
            throw new IllegalArgumentException("input must have three colors: " + FORMS + ", was " + this);
        }
        throw new IllegalArgumentException(
                "--layout must be given, nchw or nhwc: input " + this + " does not tell where its channels are");
    }

    /**
     * The side of its square.
     *
     * @param given by the user
     * @throws IllegalArgumentException if nothing is given and the shape leaves it open, or is no square
     */
    int side(Optional<Integer> given, Layout layout) {
        if (given.isPresent()) {
            return given.get();
        }
        long height = OPEN;
        long width = OPEN;
        if (isFlat()) {
            height = Math.round(Math.sqrt(shape.get(1) / (double) CHANNELS));
            width = shape.get(1) == height * height * CHANNELS ? height : 0;
        } else if (shape.size() == 4) {
            height = shape.get(layout == Layout.NCHW ? 2 : 1);
            width = shape.get(layout == Layout.NCHW ? 3 : 2);
        }
        if (shape.contains(OPEN) && (height < 0 || width < 0)) {
            throw new IllegalArgumentException(
                    "--size must be given, 8 to 1024: input " + this + " takes pictures of any size");
        }
        if (height != width || height > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("input must be a square: " + FORMS + ", was " + this);
        }
        return (int) height;
    }

    private String typeName() {
        return typeName(type);
    }

    /** What a type is called in messages, by its number in {@code onnx.proto}. */
    static String typeName(int type) {
        return switch (type) {
            case DataType.DOUBLE_VALUE -> "float64";
            case DataType.FLOAT_VALUE -> "float32";
            case DataType.UNDEFINED_VALUE -> "no tensor";
            default -> DataType.forNumber(type) == null
                    ? "of type " + type
                    : DataType.forNumber(type).name().toLowerCase(Locale.ROOT);
        };
    }

    /** Name, type and shape, as messages have them. */
    @Override
    public String toString() {
        return "'" + name + "' " + typeName() + " " + shape.toString().replace(Long.toString(OPEN), "?");
    }
}
