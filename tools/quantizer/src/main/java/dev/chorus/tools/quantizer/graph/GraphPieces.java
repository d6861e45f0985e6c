package dev.chorus.tools.quantizer.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds what a quantised graph has and another has not. Names are short and nodes have none: in the file of a small network they
 * would weigh as much as many weights. Belongs to one thread.
 */
final class GraphPieces {

    private static final String PREFIX = "q";

    private final GraphProto.Builder graph;
    private final Set<String> shared = new HashSet<>();
    private int number;

    /** @param graph to add to; names that begin with {@code q} followed by digits are taken to be free */
    GraphPieces(GraphProto.Builder graph) {
        this.graph = graph;
    }

    /** A name that no other value has. */
    String fresh() {
        return PREFIX + number++;
    }

    /**
     * Turns real numbers into bytes and back.
     *
     * @param from the value to turn into bytes
     * @param to the name for what the bytes stand for
     */
    void throughBytes(String from, String to, ByteScale scale) {
        String step = constant(DataType.FLOAT, numbers(Float.BYTES).putFloat(scale.scale()), List.of());
        String zero = sharedConstant("zero" + scale.zeroPoint(), DataType.UINT8, List.of(), (byte) scale.zeroPoint());
        String bytes = fresh();
        node("QuantizeLinear", List.of(from, step, zero), bytes);
        node("DequantizeLinear", List.of(bytes, step, zero), to);
    }

    /**
     * Weights that are stored as bytes.
     *
     * @param shape output channels first
     * @return the value with the real weights
     */
    String weights(ChannelWeights weights, List<Long> shape) {
        int channels = weights.scales().length;
        String bytes =
                constant(DataType.INT8, ByteBuffer.wrap(weights.bytes()).position(weights.bytes().length), shape);
        String scales = compact(weights.scales(), List.of((long) channels));
        String zeros = sharedConstant("zeros" + channels, DataType.INT8, List.of((long) channels), new byte[channels]);
        String real = fresh();
        node("DequantizeLinear", List.of(bytes, scales, zeros), real, attribute("axis", 0));
        return real;
    }

    /** Real numbers that are stored in 16 bits each, if they can be; ONNX Runtime widens them once, when it loads the graph. */
    String compact(float[] values, List<Long> shape) {
        if (!HalfFloats.reach(values)) {
            ByteBuffer wide = numbers(values.length * Float.BYTES);
            wide.asFloatBuffer().put(values);
            return constant(DataType.FLOAT, wide.position(wide.limit()), shape);
        }
        ByteBuffer halves = numbers(values.length * Short.BYTES);
        for (float value : values) {
            halves.putShort(HalfFloats.bits(value));
        }
        String full = fresh();
        node(
                "Cast",
                List.of(constant(DataType.FLOAT16, halves, shape)),
                full,
                attribute("to", DataType.FLOAT.getNumber()));
        return full;
    }

    /** A node with one output and no name. */
    void node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    private String sharedConstant(String name, DataType type, List<Long> shape, byte... bytes) {
        String unmistakable = PREFIX + name;
        if (shared.add(unmistakable)) {
            add(unmistakable, type, ByteString.copyFrom(bytes), shape);
        }
        return unmistakable;
    }

    private String constant(DataType type, ByteBuffer filled, List<Long> shape) {
        String name = fresh();
        add(name, type, ByteString.copyFrom(filled.flip()), shape);
        return name;
    }

    private void add(String name, DataType type, ByteString raw, List<Long> shape) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(shape)
                .setRawData(raw));
    }

    private static ByteBuffer numbers(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }
}
