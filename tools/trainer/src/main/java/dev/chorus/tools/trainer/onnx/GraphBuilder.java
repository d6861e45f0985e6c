package dev.chorus.tools.trainer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/** Adds nodes and constants to an ONNX graph, naming them by number. */
final class GraphBuilder {

    private final GraphProto.Builder graph;
    private int number;

    GraphBuilder(String name) {
        this.graph = GraphProto.newBuilder().setName(name);
    }

    /** A node with one output. */
    String node(String operator, List<AttributeProto> attributes, String... inputs) {
        String output = operator.toLowerCase(Locale.ROOT) + number++;
        node(operator, attributes, List.of(inputs), List.of(output));
        return output;
    }

    /** A node whose outputs have names. */
    void node(String operator, List<AttributeProto> attributes, List<String> inputs, List<String> outputs) {
        graph.addNode(NodeProto.newBuilder()
                .setName(outputs.get(0) + "_node")
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(attributes));
    }

    String floats(float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(TensorProto.DataType.FLOAT, raw, shape);
    }

    String longs(long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(TensorProto.DataType.INT64, raw, values.length);
    }

    private String constant(TensorProto.DataType type, ByteBuffer raw, long... shape) {
        String name = "constant" + number++;
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(raw));
        for (long side : shape) {
            tensor.addDims(side);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** @param shape numbers, or names for what is open */
    void input(String name, TensorProto.DataType type, Object... shape) {
        graph.addInput(value(name, type, shape));
    }

    void output(String name, TensorProto.DataType type, Object... shape) {
        graph.addOutput(value(name, type, shape));
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, Object... shape) {
        TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
        for (Object side : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            sides.addDim(
                    side instanceof Integer known
                            ? dimension.setDimValue(known)
                            : dimension.setDimParam((String) side));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(sides)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    GraphProto build() {
        return graph.build();
    }
}
