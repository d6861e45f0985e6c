package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/**
 * Files of the structures that exporters write, around one network: the means of the color channels, each weighted for the class
 * of its color. Crafted here, not made by those exporters.
 */
final class Exports {

    static final String WEIGHTS = "weights";
    private static final int SIDE = 16;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("colors");
    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(10);
    private int opset = 18;

    private Exports() {}

    /** Planes in, logits out, by operators that all opsets have alike. */
    static Exports planes() {
        Exports export = new Exports();
        export.graph
                .addInput(value("x", DataType.FLOAT_VALUE, 1, 3, SIDE, SIDE))
                .addInitializer(weights())
                .addNode(node("GlobalAveragePool", "pooled", "x"))
                .addNode(node("Flatten", "means", "pooled"))
                .addNode(node("MatMul", "logits", "means", WEIGHTS))
                .addOutput(value("logits", DataType.FLOAT_VALUE, 1, 3));
        return export;
    }

    /** As tf2onnx writes Keras models: pixels in, transposed, a softmax at the end, the batch open. */
    static Exports keras() {
        Exports export = planes();
        export.graph
                .setInput(0, value("x", DataType.FLOAT_VALUE, -1, SIDE, SIDE, 3))
                .setNode(0, node("GlobalAveragePool", "pooled", "planes"))
                .addNode(
                        0,
                        node("Transpose", "planes", "x").toBuilder()
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("perm")
                                        .setType(AttributeType.INTS)
                                        .addAllInts(List.of(0L, 3L, 1L, 2L))))
                .addNode(node("Softmax", "shares", "logits"))
                .setOutput(0, value("shares", DataType.FLOAT_VALUE, -1, 3));
        return export;
    }

    /**
     * As skl2onnx writes classifiers: a row of samples in, label and probabilities out.
     *
     * @param zipMap whether probabilities are a list of maps, as by default
     */
    static Exports scikitLearn(boolean zipMap) {
        Exports export = new Exports();
        int row = 3 * SIDE * SIDE;
        AttributeProto.Builder coefficients =
                AttributeProto.newBuilder().setName("coefficients").setType(AttributeType.FLOATS);
        for (int at = 0; at < 3 * row; at++) {
            coefficients.addFloats(at % row % 3 == at / row ? 2f / SIDE / SIDE : 0);
        }
        AttributeProto names = AttributeProto.newBuilder()
                .setName("classlabels_strings")
                .setType(AttributeType.STRINGS)
                .addAllStrings(List.of(utf8("red"), utf8("green"), utf8("blue")))
                .build();
        AttributeProto softmax = AttributeProto.newBuilder()
                .setName("post_transform")
                .setType(AttributeType.STRING)
                .setS(utf8("SOFTMAX"))
                .build();
        export.graph
                .addInput(value("X", DataType.FLOAT_VALUE, -1, row))
                .addNode(node("LinearClassifier", "label", "X").toBuilder()
                        .setDomain("ai.onnx.ml")
                        .addOutput("probabilities")
                        .addAttribute(names)
                        .addAttribute(coefficients)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("intercepts")
                                .setType(AttributeType.FLOATS)
                                .addAllFloats(List.of(0f, 0f, 0f)))
                        .addAttribute(softmax))
                .addOutput(value("label", DataType.STRING_VALUE, -1));
        if (zipMap) {
            export.graph
                    .addNode(node("ZipMap", "output_probability", "probabilities").toBuilder()
                            .setDomain("ai.onnx.ml")
                            .addAttribute(names))
                    .addOutput(ValueInfoProto.newBuilder()
                            .setName("output_probability")
                            .setType(TypeProto.newBuilder()
                                    .setSequenceType(TypeProto.Sequence.newBuilder()
                                            .setElemType(TypeProto.newBuilder()
                                                    .setMapType(TypeProto.Map.newBuilder()
                                                            .setKeyType(DataType.STRING_VALUE)
                                                            .setValueType(value("", DataType.FLOAT_VALUE)
                                                                    .getType()))))));
        } else {
            export.graph.addOutput(value("probabilities", DataType.FLOAT_VALUE, -1, 3));
        }
        export.model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(1));
        return export;
    }

    /** Takes and gives numbers of another type, as {@code model.half()} or {@code model.double()} of PyTorch do. */
    Exports numbers(int type) {
        graph.setInput(0, value("x", type, 1, 3, SIDE, SIDE)).setOutput(0, value("result", type, 1, 3));
        graph.setNode(0, node("GlobalAveragePool", "pooled", "wide"))
                .addNode(0, cast("wide", "x", DataType.FLOAT_VALUE))
                .addNode(cast("result", "logits", type));
        return this;
    }

    /** Has its weights as float16, as Ultralytics' exports behind float32 inputs. */
    Exports halfWeights() {
        ByteBuffer halves = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < 9; at++) {
            // 0x4000 is 2 in float16.
            halves.putShort((short) (at % 4 == 0 ? 0x4000 : 0));
        }
        graph.setInitializer(
                        0,
                        TensorProto.newBuilder()
                                .setName("halves")
                                .setDataType(DataType.FLOAT16_VALUE)
                                .addAllDims(List.of(3L, 3L))
                                .setRawData(ByteString.copyFrom(halves.flip())))
                .addNode(0, cast(WEIGHTS, "halves", DataType.FLOAT_VALUE));
        return this;
    }

    /** Gives logits of shape {@code [1, 3, 1, 1]}, as networks that end in a convolution do. */
    Exports mapped() {
        graph.addInitializer(TensorProto.newBuilder()
                .setName("shape")
                .setDataType(DataType.INT64_VALUE)
                .addDims(4)
                .addAllInt64Data(List.of(1L, 3L, 1L, 1L)));
        graph.addNode(node("Reshape", "map", "logits", "shape"));
        graph.setOutput(0, value("map", DataType.FLOAT_VALUE, 1, 3, 1, 1));
        return this;
    }

    /** Says what it is. */
    Exports metadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    /** Another shape of the input. */
    Exports input(int... shape) {
        graph.setInput(0, value("x", DataType.FLOAT_VALUE, shape));
        return this;
    }

    /** Another version of the operators. */
    Exports opset(int version) {
        opset = version;
        return this;
    }

    /**
     * Has its weights in another file.
     *
     * @param entries keys and values of the external data in turn
     */
    Exports external(String... entries) {
        TensorProto.Builder weights = graph.getInitializerBuilder(0);
        weights.clearFloatData().clearRawData().clearExternalData().setDataLocation(DataLocation.EXTERNAL);
        for (int at = 0; at < entries.length; at += 2) {
            weights.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(entries[at]).setValue(entries[at + 1]));
        }
        return this;
    }

    /** Whatever else is to be changed. */
    Exports graph(Consumer<GraphProto.Builder> change) {
        change.accept(graph);
        return this;
    }

    /** The content of the file. */
    byte[] onnx() {
        return model.clone()
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .build()
                .toByteArray();
    }

    /** The weights as they lie in another file. */
    static byte[] weightBytes() {
        return weights().getRawData().toByteArray();
    }

    static TensorProto weights() {
        ByteBuffer floats = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < 9; at++) {
            floats.putFloat(at % 4 == 0 ? 2 : 0);
        }
        return TensorProto.newBuilder()
                .setName(WEIGHTS)
                .setDataType(DataType.FLOAT_VALUE)
                .addAllDims(List.of(3L, 3L))
                .setRawData(ByteString.copyFrom(floats.flip()))
                .build();
    }

    static ModelProto parsed(byte[] onnx) {
        try {
            return ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static NodeProto cast(String output, String input, int type) {
        return node("Cast", output, input).toBuilder()
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeType.INT)
                        .setI(type))
                .build();
    }

    static NodeProto node(String type, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    /** @param shape -1 where the length is open */
    static ValueInfoProto value(String name, int type, int... shape) {
        TensorShapeProto.Builder lengths = TensorShapeProto.newBuilder();
        for (int length : shape) {
            lengths.addDim(
                    length < 0
                            ? Dimension.newBuilder().setDimParam("open" + lengths.getDimCount())
                            : Dimension.newBuilder().setDimValue(length));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(lengths)))
                .build();
    }

    private static ByteString utf8(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
