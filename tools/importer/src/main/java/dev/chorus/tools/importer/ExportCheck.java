package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.chorus.core.family.ModelInterface.Outputs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Looks through a graph for what an export got wrong and running it shows too late, in riddles or not at all: such a network
 * loads and answers.
 */
final class ExportCheck {

    /** What may follow a softmax and leaves its numbers as they are, or nearly. */
    private static final Set<String> PASSING_ON = Set.of(
            "Cast", "DequantizeLinear", "Flatten", "Identity", "QuantizeLinear", "Reshape", "Squeeze", "Transpose");

    private static final Set<Integer> TAKEN = Set.of(DataType.FLOAT_VALUE, DataType.UINT8_VALUE);

    private final GraphProto graph;
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, TensorProto> initializers = new HashMap<>();

    ExportCheck(GraphProto graph) {
        this.graph = graph;
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(output -> makers.put(output, node)));
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
    }

    /** @throws IllegalArgumentException if it takes other numbers than any variant: ONNX Runtime lacks many nodes for them */
    void refuseOtherNumbers() {
        for (ValueInfoProto input : graph.getInputList()) {
            int type = input.getType().getTensorType().getElemType();
            if (!initializers.containsKey(input.getName()) && !TAKEN.contains(type)) {
                throw new IllegalArgumentException(
                        "input is '" + input.getName() + "' " + nameOf(type) + ", allowed is float32 or uint8");
            }
        }
    }

    private static String nameOf(int type) {
        return switch (type) {
            case DataType.DOUBLE_VALUE -> "float64";
            case DataType.UNDEFINED_VALUE -> "no tensor";
            default -> DataType.forNumber(type) == null
                    ? "of type " + type
                    : DataType.forNumber(type).name().toLowerCase(Locale.ROOT);
        };
    }

    /** @throws IllegalArgumentException if it learns from, or leaves to chance, what it is asked */
    void refuseTrainingMode() {
        for (NodeProto node : graph.getNodeList()) {
            boolean training =
                    switch (node.getOpType()) {
                        case "BatchNormalization" -> normalisesByItsInput(node);
                        case "Dropout" -> node.getInputCount() > 2 && isTrue(node.getInput(2));
                        default -> false;
                    };
            if (training) {
                throw new IllegalArgumentException(node.getOpType() + " '" + node.getName()
                        + "' is as in training; allowed is an export of the network after model.eval()");
            }
        }
    }

    /** Since opset 14 an attribute says so; before, that it gives the statistics as well. */
    private static boolean normalisesByItsInput(NodeProto node) {
        return node.getOutputCount() > 1
                || node.getAttributeList().stream()
                        .anyMatch(attribute -> attribute.getName().equals("training_mode") && attribute.getI() != 0);
    }

    private boolean isTrue(String constant) {
        TensorProto tensor = initializers.get(constant);
        if (tensor == null && makers.containsKey(constant)) {
            tensor = makers.get(constant).getAttributeList().stream()
                    .filter(attribute -> attribute.getName().equals("value"))
                    .findFirst()
                    .map(attribute -> attribute.getT())
                    .orElse(null);
        }
        if (tensor == null) {
            return false;
        }
        return tensor.getRawData().isEmpty()
                ? tensor.getInt32DataList().contains(1)
                : tensor.getRawData().byteAt(0) != 0;
    }

    /** @throws IllegalArgumentException if it ends in a softmax, and another is to follow */
    void refuseSoftmaxBefore(Outputs outputs) {
        if (outputs != Outputs.LOGITS || graph.getOutputCount() == 0) {
            return;
        }
        NodeProto last = makers.get(graph.getOutput(0).getName());
        Set<NodeProto> seen = new HashSet<>();
        while (last != null && PASSING_ON.contains(last.getOpType()) && last.getInputCount() > 0 && seen.add(last)) {
            last = makers.get(last.getInput(0));
        }
        if (last != null && last.getOpType().equals("Softmax")) {
            throw new IllegalArgumentException("output '" + graph.getOutput(0).getName()
                    + "' comes out of a softmax, --outputs is logits; allowed is probabilities");
        }
    }
}
