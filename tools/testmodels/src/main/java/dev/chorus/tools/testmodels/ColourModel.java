package dev.chorus.tools.testmodels;

import static dev.chorus.tools.testmodels.Protos.FLOAT;
import static dev.chorus.tools.testmodels.Protos.INT32;
import static dev.chorus.tools.testmodels.Protos.INT64;
import static dev.chorus.tools.testmodels.Protos.UINT8;
import static dev.chorus.tools.testmodels.Protos.diagonal;
import static dev.chorus.tools.testmodels.Protos.longs;
import static dev.chorus.tools.testmodels.Protos.node;
import static dev.chorus.tools.testmodels.Protos.value;
import static dev.chorus.tools.testmodels.Protos.whole;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** A network as our trainer writes them: a uint8 picture of any size in, scores and classes out. */
public final class ColourModel {

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
        return Protos.file(graph);
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
}
