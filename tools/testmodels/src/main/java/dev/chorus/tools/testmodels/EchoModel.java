package dev.chorus.tools.testmodels;

import static dev.chorus.tools.testmodels.Protos.node;
import static dev.chorus.tools.testmodels.Protos.value;
import static dev.chorus.tools.testmodels.Protos.whole;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * Gives what it takes: of tensor {@code x}, {@code same} is a copy, and {@code number} has its numbers as doubles, unless they
 * are texts.
 */
public final class EchoModel {

    private final DataType type;
    private final int[] shape;
    private long version;
    private boolean sequence;

    private EchoModel(DataType type, int... shape) {
        this.type = type;
        this.shape = shape;
    }

    /**
     * Of a type and shape.
     *
     * @param type as ONNX calls it, in capitals
     * @param shape -1 where the length is open; none for a scalar
     */
    public static EchoModel of(String type, int... shape) {
        return new EchoModel(DataType.valueOf(type), shape);
    }

    /** States a version. */
    public EchoModel version(long value) {
        version = value;
        return this;
    }

    /** Gives {@code sequence} as well, which is no tensor. */
    public EchoModel sequence() {
        sequence = true;
        return this;
    }

    /** The content of the ONNX file. */
    public byte[] onnx() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("echo");
        graph.addInput(value("x", type.getNumber(), shape));
        graph.addNode(node("Identity", "same", "x"));
        graph.addOutput(value("same", type.getNumber(), shape));
        if (type != DataType.STRING) {
            graph.addNode(node("Cast", "number", "x").addAttribute(whole("to", DataType.DOUBLE_VALUE)));
            graph.addOutput(value("number", DataType.DOUBLE_VALUE, shape));
        }
        if (sequence) {
            graph.addNode(node("SequenceConstruct", "sequence", "x"));
            graph.addOutput(ValueInfoProto.newBuilder()
                    .setName("sequence")
                    .setType(TypeProto.newBuilder()
                            .setSequenceType(TypeProto.Sequence.newBuilder()
                                    .setElemType(value("element", type.getNumber(), shape)
                                            .getType()))));
        }
        return Protos.file(graph, version);
    }
}
