package dev.chorus.tools.quantizer.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which nodes of a graph are to compute with integers and which values therefore become bytes. Immutable.
 *
 * <ul>
 *   <li>A convolution with constant weights reads bytes and writes bytes.
 *   <li>A Relu right after it vanishes: bytes whose zero point is 0 cannot stand for negative numbers.
 *   <li>A sum of two values that are bytes writes bytes.
 *   <li>A linear layer ({@code Gemm}) with constant weights reads bytes; what it writes stays float, for the softmax.
 *   <li>Everything else (preprocessing, pooling, softmax, Top-k) stays as it is.
 * </ul>
 */
final class QuantisationPlan {

    private final GraphView view;
    private final Set<String> bytes = new LinkedHashSet<>();
    private final Map<String, String> reluAfter = new HashMap<>();

    /** @param graph its nodes in the order of computation, as ONNX demands */
    QuantisationPlan(GraphProto graph) {
        this.view = new GraphView(graph);
        graph.getNodeList().forEach(this::consider);
    }

    private void consider(NodeProto node) {
        if (isConvolution(node)) {
            bytes.add(node.getInput(0));
            bytes.add(writtenBy(node));
        } else if (isLinear(node)) {
            bytes.add(node.getInput(0));
        } else if (node.getOpType().equals("Add") && bytes.containsAll(node.getInputList())) {
            bytes.add(node.getOutput(0));
        }
    }

    private String writtenBy(NodeProto convolution) {
        String output = convolution.getOutput(0);
        return view.onlyReader(output)
                .filter(reader -> reader.getOpType().equals("Relu"))
                .map(relu -> {
                    reluAfter.put(output, relu.getOutput(0));
                    return relu.getOutput(0);
                })
                .orElse(output);
    }

    boolean isConvolution(NodeProto node) {
        return node.getOpType().equals("Conv") && hasConstantWeights(node);
    }

    /** Whether a node is a Gemm whose weights are {@code [outputs, inputs]}, as scales for each output need. */
    boolean isLinear(NodeProto node) {
        return node.getOpType().equals("Gemm")
                && hasConstantWeights(node)
                && node.getAttributeList().stream().allMatch(QuantisationPlan::isPlain)
                && node.getAttributeList().stream()
                        .anyMatch(attribute -> attribute.getName().equals("transB"));
    }

    private static boolean isPlain(AttributeProto attribute) {
        return switch (attribute.getName()) {
            case "transB" -> attribute.getI() == 1;
            case "transA" -> attribute.getI() == 0;
            default -> attribute.getF() == 1;
        };
    }

    boolean isSum(NodeProto node) {
        return node.getOpType().equals("Add") && bytes.contains(node.getOutput(0));
    }

    /** Whether a node is a Relu that the bytes before it make needless. */
    boolean isNeedless(NodeProto node) {
        return node.getOpType().equals("Relu") && reluAfter.containsKey(node.getInput(0));
    }

    private boolean hasConstantWeights(NodeProto node) {
        return node.getInputList().stream().skip(1).allMatch(view::isFloatConstant);
    }

    /** Names of the values that become bytes, in the order of computation. */
    Set<String> bytes() {
        return bytes;
    }

    /** The value that what a node computes becomes once it is bytes: behind the Relu, where one follows. */
    String result(NodeProto node) {
        String output = node.getOutput(0);
        return reluAfter.getOrDefault(output, output);
    }

    GraphView view() {
        return view;
    }
}
