package dev.chorus.tools.quantizer.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a graph as a {@link QuantisationPlan} says. A value that is computed and then becomes bytes keeps its name for what
 * the bytes stand for, so that whoever reads it need not change. Belongs to one thread; good for one graph.
 */
final class GraphRewriter {

    private final QuantisationPlan plan;
    private final Map<String, ByteScale> scales;
    private final GraphProto.Builder graph;
    private final GraphPieces pieces;

    /** Values that pass through bytes already, to the value that comes out of them. */
    private final Map<String, String> throughBytes = new HashMap<>();

    private GraphRewriter(GraphProto original, QuantisationPlan plan, Map<String, ByteScale> scales) {
        this.plan = plan;
        this.scales = scales;
        this.graph = original.toBuilder().clearNode().clearInitializer().clearValueInfo();
        this.pieces = new GraphPieces(graph);
    }

    /**
     * Rewrites a graph.
     *
     * @param plan made of the same graph
     * @param scales of all values that the plan names
     */
    static GraphProto rewrite(GraphProto original, QuantisationPlan plan, Map<String, ByteScale> scales) {
        GraphRewriter rewriter = new GraphRewriter(original, plan, scales);
        original.getNodeList().forEach(rewriter::add);
        rewriter.keepConstants(original);
        return rewriter.graph.build();
    }

    private void add(NodeProto node) {
        if (plan.isConvolution(node)) {
            NodeProto.Builder convolution = withBytes(node);
            if (node.getInputCount() > 2) {
                // ONNX Runtime turns it into 32-bit integers when it loads the graph.
                convolution.addInput(compact(node.getInput(2)));
            }
            addWritingBytes(convolution, plan.result(node));
        } else if (plan.isLinear(node)) {
            addLinear(node);
        } else if (plan.isSum(node)) {
            addWritingBytes(node.toBuilder().clearName(), node.getOutput(0));
        } else if (!plan.isNeedless(node)) {
            graph.addNode(node);
        }
    }

    /** Adds the biases behind, where they stay exact: with biases of its own, ONNX Runtime computes a float Gemm. */
    private void addLinear(NodeProto node) {
        NodeProto.Builder linear = withBytes(node);
        if (node.getInputCount() < 3) {
            graph.addNode(linear);
            return;
        }
        String product = pieces.fresh();
        graph.addNode(linear.setOutput(0, product));
        pieces.node("Add", List.of(product, compact(node.getInput(2))), node.getOutput(0));
    }

    private String compact(String constant) {
        return pieces.compact(plan.view().floats(constant), plan.view().shape(constant));
    }

    /** A node that reads bytes and weights that are bytes; biases are left to the caller. */
    private NodeProto.Builder withBytes(NodeProto node) {
        GraphView view = plan.view();
        String weights = node.getInput(1);
        List<Long> shape = view.shape(weights);
        ChannelWeights quantised =
                ChannelWeights.of(view.floats(weights), shape.get(0).intValue());
        return node.toBuilder()
                .clearName()
                .clearInput()
                .addInput(readAsBytes(node.getInput(0)))
                .addInput(pieces.weights(quantised, shape))
                .clearAttribute()
                .addAllAttribute(node.getAttributeList().stream()
                        .filter(attribute -> !isDefault(attribute))
                        .toList());
    }

    /** What ONNX assumes of a convolution that does not say it. */
    private static boolean isDefault(AttributeProto attribute) {
        return switch (attribute.getName()) {
            case "kernel_shape" -> true;
            case "pads" -> attribute.getIntsList().stream().allMatch(pad -> pad == 0);
            case "strides", "dilations" -> attribute.getIntsList().stream().allMatch(step -> step == 1);
            case "group" -> attribute.getI() == 1;
            default -> false;
        };
    }

    private String readAsBytes(String value) {
        return throughBytes.computeIfAbsent(value, real -> {
            String back = pieces.fresh();
            pieces.throughBytes(real, back, scales.get(real));
            return back;
        });
    }

    private void addWritingBytes(NodeProto.Builder node, String value) {
        String computed = pieces.fresh();
        graph.addNode(node.setOutput(0, computed));
        pieces.throughBytes(computed, value, scales.get(value));
        throughBytes.put(value, value);
    }

    private void keepConstants(GraphProto original) {
        Set<String> read = new HashSet<>();
        graph.getNodeList().forEach(node -> read.addAll(node.getInputList()));
        original.getInitializerList().stream()
                .filter(constant -> read.contains(constant.getName()))
                .forEach(graph::addInitializer);
    }
}
