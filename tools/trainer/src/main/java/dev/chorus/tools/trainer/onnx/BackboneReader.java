package dev.chorus.tools.trainer.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.trainer.net.Backbone;
import dev.chorus.tools.trainer.net.Backbone.Filters;
import dev.chorus.tools.trainer.net.TrainedNetwork.Convolution;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes the convolutions out of an ONNX file, ours or another's, in the order of its nodes; batch norms after them are folded. */
public final class BackboneReader {

    private static final float USUAL_EPSILON = 1e-5f;

    private final Path file;
    private final GraphProto graph;
    private final Map<String, TensorProto> constants;
    private final Map<String, NodeProto> normOf = new HashMap<>();

    private BackboneReader(Path file, GraphProto graph) {
        this.file = file;
        this.graph = graph;
        this.constants = graph.getInitializerList().stream()
                .collect(Collectors.toMap(TensorProto::getName, tensor -> tensor, (one, same) -> one));
        graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals("BatchNormalization"))
                .forEach(node -> normOf.put(node.getInput(0), node));
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is no ONNX file, or its convolutions' weights are not 32-bit floats within it
     * @throws IOException if it cannot be read
     */
    public static Backbone read(Path file) throws IOException {
        byte[] bytes = InputFile.bytes(file);
        ModelProto model;
        try {
            model = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(file + " is no ONNX file: " + e.getMessage(), e);
        }
        return new BackboneReader(file, model.getGraph()).backbone();
    }

    private Backbone backbone() {
        List<Filters> all = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Conv")) {
                all.add(filters(node));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(file + " has no convolution, allowed is a network of convolutions");
        }
        return new Backbone(all);
    }

    private Filters filters(NodeProto node) {
        float[] weights = floats(node.getInput(1));
        List<Long> shape = constants.get(node.getInput(1)).getDimsList();
        int out = Math.toIntExact(shape.get(0));
        float[] bias = node.getInputCount() > 2 ? floats(node.getInput(2)) : new float[out];
        NodeProto norm = normOf.get(node.getOutput(0));
        return new Filters(shape, norm == null ? new Convolution(weights, bias) : folded(norm, weights, bias));
    }

    private Convolution folded(NodeProto norm, float[] weights, float[] bias) {
        float[] mean = floats(norm.getInput(3));
        for (int channel = 0; channel < mean.length; channel++) {
            mean[channel] -= bias[channel];
        }
        float epsilon = norm.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("epsilon"))
                .findFirst()
                .map(attribute -> attribute.getF())
                .orElse(USUAL_EPSILON);
        return Convolution.folded(
                weights, floats(norm.getInput(1)), floats(norm.getInput(2)), mean, floats(norm.getInput(4)), epsilon);
    }

    private float[] floats(String name) {
        TensorProto tensor = constants.get(name);
        if (tensor == null || tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new IllegalArgumentException(
                    file + ": '" + name + "' is no constant of 32-bit floats, allowed are no other weights");
        }
        float[] values = values(tensor);
        long needed = tensor.getDimsList().stream().reduce(1L, (one, other) -> one * other);
        if (values.length != needed) {
            throw new IllegalArgumentException(file + ": '" + name + "' holds " + values.length
                    + " numbers, needed are " + needed + "; allowed are no weights in a file of their own");
        }
        return values;
    }

    private static float[] values(TensorProto tensor) {
        if (tensor.getRawData().isEmpty()) {
            float[] values = new float[tensor.getFloatDataCount()];
            for (int at = 0; at < values.length; at++) {
                values[at] = tensor.getFloatData(at);
            }
            return values;
        }
        FloatBuffer raw = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[raw.remaining()];
        raw.get(values);
        return values;
    }
}
