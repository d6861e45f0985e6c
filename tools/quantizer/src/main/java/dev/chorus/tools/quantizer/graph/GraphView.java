package dev.chorus.tools.quantizer.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Questions to an ONNX graph: who reads a value, which values are constants. Immutable. */
final class GraphView {

    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, List<NodeProto>> readers = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();

    GraphView(GraphProto graph) {
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
        for (NodeProto node : graph.getNodeList()) {
            for (String input : node.getInputList()) {
                readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
            }
        }
    }

    /** The only node that reads a value, if there is exactly one and the value does not leave the graph. */
    Optional<NodeProto> onlyReader(String value) {
        List<NodeProto> all = readers.getOrDefault(value, List.of());
        return all.size() == 1 && !outputs.contains(value) ? Optional.of(all.get(0)) : Optional.empty();
    }

    boolean isFloatConstant(String value) {
        TensorProto tensor = constants.get(value);
        return tensor != null && tensor.getDataType() == DataType.FLOAT.getNumber();
    }

    /** The sides of a constant. */
    List<Long> shape(String constant) {
        return constants.get(constant).getDimsList();
    }

    /** The numbers of a float constant, in the order of its elements. */
    float[] floats(String constant) {
        TensorProto tensor = constants.get(constant);
        FloatBuffer raw = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] floats = new float[tensor.hasRawData() ? raw.remaining() : tensor.getFloatDataCount()];
        for (int at = 0; at < floats.length; at++) {
            floats[at] = tensor.hasRawData() ? raw.get(at) : tensor.getFloatData(at);
        }
        return floats;
    }
}
