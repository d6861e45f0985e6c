package dev.chorus.variant.internal.model;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The smallest real network: class c is as likely as the mean of colour channel c is bright. It can be made wrong in each
 * way that a self-test must find.
 */
public final class ColourModel {

    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    private static final int UINT8 = TensorProto.DataType.UINT8_VALUE;
    private static final int INT32 = TensorProto.DataType.INT32_VALUE;
    private static final int INT64 = TensorProto.DataType.INT64_VALUE;

    private float sharpness = 0.03f;
    private int k = 3;
    private int inputType = UINT8;
    private boolean softmax = true;
    private boolean bestFirst = true;
    private String scores = "scores";
    private int classType = INT32;
    private int classOffset;
    private int work;

    /** Greater: surer of itself. 0: the result does not depend on the picture. NaN: neither does it mean anything. */
    public ColourModel sharpness(float value) {
        sharpness = value;
        return this;
    }

    /** How many classes are ranked, 1 to 3. */
    public ColourModel k(int value) {
        k = value;
        return this;
    }

    /** Takes floats instead of bytes. */
    public ColourModel floatInput() {
        inputType = FLOAT;
        return this;
    }

    /** Scores are what they are, not probabilities. */
    public ColourModel withoutSoftmax() {
        softmax = false;
        return this;
    }

    /** Ranks the worst first. */
    public ColourModel worstFirst() {
        bestFirst = false;
        return this;
    }

    /** Names its scores otherwise. */
    public ColourModel scoresNamed(String name) {
        scores = name;
        return this;
    }

    /** Gives class indices of 64 bits. */
    public ColourModel longClasses() {
        classType = INT64;
        return this;
    }

    /** Adds to each class index. */
    public ColourModel classOffset(int value) {
        classOffset = value;
        return this;
    }

    /** Repeats a matrix product of 256 x 256, so that a run takes a while. */
    public ColourModel work(int times) {
        work = times;
        return this;
    }

    /** The content of the ONNX file. */
    public byte[] onnx() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("colours");
        graph.addInput(value("picture", inputType, 1, -1, -1, 3));
        graph.addOutput(value(scores, FLOAT, 1, k)).addOutput(value("classes", classType, 1, k));
        graph.addInitializer(longs("spatial", 1, 2)).addInitializer(longs("k", k));
        graph.addInitializer(diagonal("colours", 3, sharpness));
        graph.addInitializer(
                TensorProto.newBuilder().setName("offset").setDataType(INT64).addInt64Data(classOffset));
        graph.addNode(node("Cast", "floats", "picture").addAttribute(whole("to", FLOAT)));
        graph.addNode(node("ReduceMean", "means", "floats", "spatial").addAttribute(whole("keepdims", 0)));
        graph.addNode(node("MatMul", "logits", "means", "colours"));
        graph.addNode(softmax ? node("Softmax", "shares", "logits") : node("Identity", "shares", "logits"));
        graph.addNode(node("TopK", "ranked", addWork(graph, "shares"), "k")
                .addOutput("indices")
                .addAttribute(whole("largest", bestFirst ? 1 : 0)));
        graph.addNode(node("Identity", scores, "ranked"));
        graph.addNode(node("Add", "moved", "indices", "offset"));
        graph.addNode(node("Cast", "classes", "moved").addAttribute(whole("to", classType)));
        return ModelProto.newBuilder()
                .setIrVersion(9)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private String addWork(GraphProto.Builder graph, String from) {
        if (work == 0) {
            return from;
        }
        // Begins with a number from the picture, so that it cannot be computed once when the model is loaded.
        graph.addInitializer(diagonal("unit", 256, 1));
        graph.addInitializer(longs("first", 0));
        graph.addNode(node("Gather", "seed", from, "first").addAttribute(whole("axis", 1)));
        graph.addNode(node("Add", "work0", "unit", "seed"));
        for (int time = 1; time <= work; time++) {
            graph.addNode(node("MatMul", "work" + time, "work" + (time - 1), "unit"));
        }
        graph.addInitializer(longs("axes", 0, 1));
        graph.addInitializer(
                TensorProto.newBuilder().setName("zero").setDataType(FLOAT).addFloatData(0));
        graph.addNode(node("ReduceMean", "sum", "work" + work, "axes").addAttribute(whole("keepdims", 0)));
        graph.addNode(node("Mul", "nothing", "sum", "zero"));
        graph.addNode(node("Add", "worked", from, "nothing"));
        return "worked";
    }

    private static NodeProto.Builder node(String type, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private static AttributeProto whole(String name, int value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static TensorProto longs(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor.build();
    }

    private static TensorProto diagonal(String name, int side, float value) {
        List<Float> values = new ArrayList<>(Collections.nCopies(side * side, 0f));
        for (int at = 0; at < side; at++) {
            values.set(at * side + at, value);
        }
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addDims(side)
                .addDims(side)
                .addAllFloatData(values)
                .build();
    }

    private static ValueInfoProto value(String name, int type, int... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (int dim : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            dims.addDim(dim < 0 ? dimension.setDimParam("any" + dims.getDimCount()) : dimension.setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(type)
                                .setShape(dims)))
                .build();
    }
}
