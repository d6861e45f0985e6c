package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.chorus.core.family.ModelInterface.Outputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what an export got wrong by the nodes of the model, where running it would not show it or its error would not name the
 * cause. Such a network loads and answers. What no node shows, such as a softmax written as several nodes, the self-test of
 * gateways judges by the numbers.
 */
final class ExportCheck {

    /** What may follow a softmax and leaves its numbers as they are, or nearly. */
    private static final Set<String> PASSING_ON = Set.of(
            "Cast",
            "Clip",
            "DequantizeLinear",
            "Flatten",
            "Identity",
            "QuantizeLinear",
            "Reshape",
            "Squeeze",
            "Transpose");

    private static final Set<String> SOFTMAXES = Set.of("Softmax", "QLinearSoftmax");

    private final GraphProto graph;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, TensorProto> initializers = new HashMap<>();

    /** @param model whose graph, graphs within that, and functions are looked through */
    ExportCheck(ModelProto model) {
        graph = model.getGraph();
        // The graph last: where names within it are the same, its own count.
        model.getFunctionsList().forEach(function -> collect(function.getNodeList()));
        collect(graph);
    }

    private void collect(GraphProto any) {
        collect(any.getNodeList());
        any.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
    }

    private void collect(List<NodeProto> some) {
        for (NodeProto node : some) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    collect(attribute.getG());
                }
                attribute.getGraphsList().forEach(this::collect);
            }
        }
        nodes.addAll(some);
        some.forEach(node -> node.getOutputList().forEach(output -> makers.put(output, node)));
    }

    /** @throws IllegalArgumentException if it learns from, or leaves to chance, what it is asked */
    void refuseTrainingMode() {
        for (NodeProto node : nodes) {
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
        if (last != null && SOFTMAXES.contains(last.getOpType())) {
            throw new IllegalArgumentException("output '" + graph.getOutput(0).getName()
                    + "' comes out of a softmax, --outputs is logits; allowed is probabilities");
        }
    }
}
