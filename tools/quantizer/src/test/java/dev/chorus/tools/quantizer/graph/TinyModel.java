package dev.chorus.tools.quantizer.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * One 1x1 convolution from three channels to two, a Relu, pooling and a linear layer to two classes. Its weights are whole
 * multiples of a power of two, 64 the largest in each channel, so that their bytes can be read off.
 */
final class TinyModel {

    static final float[] WEIGHTS = {64 / 64f, 0, -31 / 64f, 0, 64 / 256f, 32 / 256f};
    static final byte[] WEIGHT_BYTES = {64, 0, -31, 0, 64, 32};
    static final float[] SCALES = {1 / 64f, 1 / 256f};
    static final float[] BIASES = {-10, 4};

    private TinyModel() {}

    static ModelProto model() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
        graph.addInput(value("picture", DataType.UINT8, 4));
        graph.addOutput(value("scores", DataType.FLOAT, 2)).addOutput(value("classes", DataType.INT32, 2));
        graph.addInitializer(floats("weights", WEIGHTS, 2, 3, 1, 1)).addInitializer(floats("biases", BIASES, 2));
        graph.addInitializer(floats("rows", new float[] {0.005f, 0, 0, 0.02f}, 2, 2));
        graph.addInitializer(floats("offsets", new float[] {0.1f, 0.2f}, 2));
        graph.addInitializer(TensorProto.newBuilder()
                .setName("k")
                .setDataType(DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(2));
        add(graph, "Cast", "floats", List.of("picture"), whole("to", DataType.FLOAT.getNumber()));
        add(graph, "Transpose", "planes", List.of("floats"), wholes("perm", 0, 3, 1, 2));
        add(
                graph,
                "Conv",
                "sums",
                List.of("planes", "weights", "biases"),
                wholes("kernel_shape", 1, 1),
                wholes("strides", 1, 1));
        add(graph, "Relu", "features", List.of("sums"));
        add(graph, "GlobalAveragePool", "pooled", List.of("features"));
        add(graph, "Flatten", "vector", List.of("pooled"));
        add(graph, "Gemm", "logits", List.of("vector", "rows", "offsets"), whole("transB", 1));
        add(graph, "Softmax", "shares", List.of("logits"));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("TopK")
                .addInput("shares")
                .addInput("k")
                .addOutput("scores")
                .addOutput("indices"));
        add(graph, "Cast", "classes", List.of("indices"), whole("to", DataType.INT32.getNumber()));
        return ModelProto.newBuilder()
                .setIrVersion(9)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
                .setGraph(graph)
                .build();
    }

    private static void add(
            GraphProto.Builder graph, String type, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    private static TensorProto floats(String name, float[] values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        for (long side : shape) {
            tensor.addDims(side);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto wholes(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, DataType type, int rank) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < rank; axis++) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + axis));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
