package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.chorus.core.family.ModelInterface.Layout;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes the ends of a graph where gateways take other ones: numbers of 16 and 64 bits, rows of samples, and results beside
 * or around the numbers for the classes. What is between stays as it is. Belongs to one thread.
 */
final class GraphAdapter {

    private static final String PREFIX = "chorus_";

    private final ModelProto model;
    private final GraphProto.Builder graph;
    private final List<String> notes;
    private boolean changed;

    /**
     * For one model.
     *
     * @param notes gets a line for what is changed
     */
    GraphAdapter(ModelProto model, List<String> notes) {
        this.model = model;
        this.graph = model.getGraph().toBuilder();
        this.notes = notes;
    }

    /**
     * The model with the ends that gateways take, where it has others that can be had from them.
     *
     * @param input of the graph
     * @param side of the pictures, in pixels
     * @param classes how many numbers the output must have
     * @return empty if nothing is to be changed
     */
    Optional<ModelProto> adapt(ModelInput input, Layout layout, int side, int classes) {
        adaptInput(input, layout, side);
        adaptOutput(classes);
        return changed ? Optional.of(model.toBuilder().setGraph(graph).build()) : Optional.empty();
    }

    private void adaptInput(ModelInput input, Layout layout, int side) {
        boolean isCast = input.type() != DataType.FLOAT_VALUE && !input.isBytes();
        if (!isCast && !input.isFlat()) {
            return;
        }
        String given = unused("picture");
        String last = given;
        int at = 0;
        if (isCast) {
            String cast = input.isFlat() ? unused("cast") : input.name();
            graph.addNode(at++, cast(last, cast, input.type()));
            notes.add("input '" + input.name() + "' " + ModelInput.typeName(input.type()) + " is taken from float32");
            last = cast;
        }
        if (input.isFlat()) {
            graph.addNode(at++, row(unused("row")));
            graph.addNode(at, node("Reshape", input.name(), last, unused("row")));
            notes.add("input '" + input.name() + "' takes the samples of a picture in one row, " + name(layout));
        }
        List<Long> shape = input.shape();
        if (input.isFlat()) {
            long length = side;
            shape = layout == Layout.NCHW ? List.of(1L, 3L, length, length) : List.of(1L, length, length, 3L);
        }
        int type = input.isBytes() ? DataType.UINT8_VALUE : DataType.FLOAT_VALUE;
        for (int index = 0; index < graph.getInputCount(); index++) {
            if (graph.getInput(index).getName().equals(input.name())) {
                graph.setInput(index, value(given, type, shape));
            }
        }
        changed = true;
    }

    private static String name(Layout layout) {
        return layout == Layout.NCHW ? "one color after the other" : "one pixel after the other";
    }

    /** The first output that is a tensor of floats counts, as on gateways; what stands before it, such as a label, does not. */
    private void adaptOutput(int classes) {
        for (int at = 0; at < graph.getOutputCount(); at++) {
            ValueInfoProto output = graph.getOutput(at);
            int type = output.getType().getTensorType().getElemType();
            if (type == DataType.FLOAT_VALUE || isOtherFloat(type)) {
                List<Long> shape = ModelInput.shape(output);
                if (holds(shape, classes) && (at > 0 || isOtherFloat(type) || shape.size() > 2)) {
                    replaceOutputs(output.getName(), type, shape, classes);
                } else if (graph.getOutputCount() > 1) {
                    notes.add("of " + graph.getOutputCount() + " outputs, the first counts: " + output.getName());
                }
                return;
            }
        }
        zipMap().ifPresent(node ->
                replaceOutputs(node.getInput(0), DataType.FLOAT_VALUE, List.of(1L, ModelInput.OPEN), classes));
    }

    private static boolean isOtherFloat(int type) {
        return type == DataType.FLOAT16_VALUE || type == DataType.DOUBLE_VALUE;
    }

    /** Whether a tensor may have one number for each class, and nothing besides. */
    private static boolean holds(List<Long> shape, int classes) {
        if (shape.size() == 1) {
            return shape.get(0) == classes || shape.get(0) == ModelInput.OPEN;
        }
        return shape.size() > 1
                && shape.get(0) <= 1
                && (shape.get(1) == classes || shape.get(1) == ModelInput.OPEN)
                && shape.stream().skip(2).allMatch(length -> length == 1);
    }

    /** What makes a list of maps, which no gateway takes, of the numbers for the classes. */
    private Optional<NodeProto> zipMap() {
        return graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals("ZipMap") && node.getInputCount() == 1)
                .filter(node -> graph.getOutputList().stream()
                        .anyMatch(output -> output.getName().equals(node.getOutput(0))))
                .findFirst();
    }

    private void replaceOutputs(String name, int type, List<Long> shape, int classes) {
        if (graph.getOutputCount() > 1) {
            notes.add("of " + graph.getOutputCount() + " outputs, '" + name + "' counts");
        }
        String last = name;
        if (isOtherFloat(type)) {
            last = unused("output");
            graph.addNode(cast(name, last, DataType.FLOAT_VALUE));
        }
        List<Long> left = shape;
        if (shape.size() > 2) {
            graph.addNode(row(unused("flat")));
            graph.addNode(node("Reshape", unused("result"), last, unused("flat")));
            last = unused("result");
            left = List.of(1L, (long) classes);
        }
        graph.clearOutput().addOutput(value(last, DataType.FLOAT_VALUE, left));
        changed = true;
    }

    /** A name that nothing in the model has. */
    private String unused(String name) {
        Set<String> names = new HashSet<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            names.addAll(node.getOutputList());
            names.addAll(node.getInputList());
        }
        String unused = PREFIX + name;
        while (names.contains(unused)) {
            unused = PREFIX + unused;
        }
        return unused;
    }

    private static NodeProto cast(String from, String to, int type) {
        return node("Cast", to, from).toBuilder()
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeType.INT)
                        .setI(type))
                .build();
    }

    private static NodeProto node(String type, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    /** The shape of one row. A node, because initializers of files before IR version 4 had to be inputs as well. */
    private static NodeProto row(String name) {
        TensorProto.Builder shape = TensorProto.newBuilder()
                .setDataType(DataType.INT64_VALUE)
                .addDims(2)
                .addInt64Data(1)
                .addInt64Data(-1);
        return node("Constant", name).toBuilder()
                .addAttribute(AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeType.TENSOR)
                        .setT(shape))
                .build();
    }

    private static ValueInfoProto value(String name, int type, List<Long> shape) {
        TensorShapeProto.Builder lengths = TensorShapeProto.newBuilder();
        for (int at = 0; at < shape.size(); at++) {
            lengths.addDim(
                    shape.get(at) == ModelInput.OPEN
                            ? Dimension.newBuilder().setDimParam(PREFIX + name + at)
                            : Dimension.newBuilder().setDimValue(shape.get(at)));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(lengths)))
                .build();
    }
}
