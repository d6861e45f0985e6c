package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;

/** What an ONNX file holds, read without running it. */
final class OnnxFile {

    private final List<TensorProto> initializers = new ArrayList<>();

    private OnnxFile(GraphProto graph) {
        collect(graph);
    }

    /** @throws IllegalArgumentException if the bytes are no ONNX file */
    static OnnxFile parse(byte[] onnx) {
        try {
            ModelProto model = ModelProto.parseFrom(onnx);
            if (model.getGraph().getNodeCount() == 0) {
                throw new IllegalArgumentException("no ONNX file: it has no graph");
            }
            return new OnnxFile(model.getGraph());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no ONNX file: " + e.getMessage(), e);
        }
    }

    private void collect(GraphProto graph) {
        initializers.addAll(graph.getInitializerList());
        for (NodeProto node : graph.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    collect(attribute.getG());
                }
                attribute.getGraphsList().forEach(this::collect);
            }
        }
    }

    /** How many numbers the initializers hold: weights, and the few constants that an export leaves among them. */
    long parameters() {
        return initializers.stream()
                .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, Math::multiplyExact))
                .sum();
    }

    /** @throws IllegalArgumentException if weights are in another file: a model bundle carries one */
    void refuseExternalData() {
        initializers.stream()
                .filter(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
                .findFirst()
                .ifPresent(tensor -> {
                    throw new IllegalArgumentException("weights such as '" + tensor.getName()
                            + "' are in another file (external data); allowed is one file with all of them, as PyTorch"
                            + " exports with external_data=False");
                });
    }
}
