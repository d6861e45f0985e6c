package dev.chorus.tools.testmodels;

import static dev.chorus.tools.testmodels.Protos.FLOAT;
import static dev.chorus.tools.testmodels.Protos.FLOAT16;
import static dev.chorus.tools.testmodels.Protos.UINT8;
import static dev.chorus.tools.testmodels.Protos.diagonal;
import static dev.chorus.tools.testmodels.Protos.longs;
import static dev.chorus.tools.testmodels.Protos.node;
import static dev.chorus.tools.testmodels.Protos.trues;
import static dev.chorus.tools.testmodels.Protos.value;
import static dev.chorus.tools.testmodels.Protos.whole;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** A classifier as frameworks export them: a picture of one size in, one number for each class out. */
public final class ColourClassifier {

    private final boolean planes;
    private int side = 16;
    private int batch = 1;
    private int channels = 3;
    private int classes = 3;
    private int type = FLOAT;
    private float sharpness = 2;
    private boolean softmax;
    private boolean flat;
    private boolean openSize;
    private boolean openClasses;
    private boolean secondInput;
    private boolean secondOutput;
    private boolean externalData;
    private Tail tail = Tail.PLAIN;

    private ColourClassifier(boolean planes) {
        this.planes = planes;
    }

    /** float32 {@code [1, 3, 16, 16]} in, logits {@code [1, 3]} out. */
    public static ColourClassifier nchw() {
        return new ColourClassifier(true);
    }

    /** float32 {@code [1, 16, 16, 3]} in, logits {@code [1, 3]} out. */
    public static ColourClassifier nhwc() {
        return new ColourClassifier(false);
    }

    /** The side of its square, in pixels. */
    public ColourClassifier side(int value) {
        side = value;
        return this;
    }

    /** Greater: surer of itself. 0: the result does not depend on the picture. NaN: neither does it mean anything. */
    public ColourClassifier sharpness(float value) {
        sharpness = value;
        return this;
    }

    /** Gives probabilities. */
    public ColourClassifier softmax() {
        softmax = true;
        return this;
    }

    /** Gives {@code [classes]}. */
    public ColourClassifier flat() {
        flat = true;
        return this;
    }

    /** Takes uint8. */
    public ColourClassifier bytes() {
        type = UINT8;
        return this;
    }

    /** Takes and gives float16. */
    public ColourClassifier halves() {
        type = FLOAT16;
        return this;
    }

    /** Takes any number of pictures at once. */
    public ColourClassifier openBatch() {
        batch = -1;
        return this;
    }

    /** Takes that many pictures at once. */
    public ColourClassifier batch(int value) {
        batch = value;
        return this;
    }

    /** Takes pictures of any size. */
    public ColourClassifier openSize() {
        openSize = true;
        return this;
    }

    /** Does not say how many numbers it gives; not to be {@link #flat}. */
    public ColourClassifier openClasses() {
        openClasses = true;
        return this;
    }

    /** Takes other pictures than of three colours. */
    public ColourClassifier channels(int value) {
        channels = value;
        return this;
    }

    /** How many numbers it gives; those beyond the colours depend on nothing. */
    public ColourClassifier classes(int value) {
        classes = value;
        return this;
    }

    /** Needs something besides the picture. */
    public ColourClassifier secondInput() {
        secondInput = true;
        return this;
    }

    /** Gives the means of its colours as well, after the numbers for its classes. */
    public ColourClassifier secondOutput() {
        secondOutput = true;
        return this;
    }

    /** Has its weights in a file {@code weights.bin} beside it. */
    public ColourClassifier externalData() {
        externalData = true;
        return this;
    }

    /** Ends in what its graph does not show at its last node. */
    public ColourClassifier tail(Tail value) {
        tail = value;
        return this;
    }

    /** How many numbers it has learned. */
    public int parameters() {
        return channels * classes;
    }

    /** The content of the ONNX file. */
    public byte[] onnx() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("colours");
        int length = openSize ? -1 : side;
        graph.addInput(
                planes
                        ? value("images", type, batch, channels, length, length)
                        : value("images", type, batch, length, length, channels));
        graph.addInitializer(planes ? longs("spatial", 2, 3) : longs("spatial", 1, 2));
        graph.addInitializer(weights());
        graph.addNode(node("Cast", "floats", "images").addAttribute(whole("to", FLOAT)));
        graph.addNode(node("ReduceMean", "means", "floats", "spatial").addAttribute(whole("keepdims", 0)));
        graph.addNode(node("MatMul", "logits", "means", "weights"));
        String last = "logits";
        if (softmax) {
            graph.addNode(node("Softmax", "shares", last));
            last = "shares";
        }
        tail.nodes(last, "tail").forEach(graph::addNode);
        tail.initializers().forEach(graph::addInitializer);
        last = "tail";
        if (secondInput) {
            graph.addInput(value("temperature", FLOAT, 1));
            graph.addNode(node("Div", "cooled", last, "temperature"));
            last = "cooled";
        }
        if (flat) {
            graph.addInitializer(longs("shape", classes));
            graph.addNode(node("Reshape", "flattened", last, "shape"));
            last = "flattened";
        }
        if (openClasses) {
            // What Compress leaves over, nobody can say from the graph.
            graph.addInitializer(trues("kept", classes));
            graph.addNode(node("Compress", "compressed", last, "kept").addAttribute(whole("axis", 1)));
            last = "compressed";
        }
        int given = type == FLOAT16 ? FLOAT16 : FLOAT;
        graph.addNode(node("Cast", "output", last).addAttribute(whole("to", given)));
        int width = openClasses ? -1 : classes;
        graph.addOutput(flat ? value("output", given, width) : value("output", given, batch, width));
        if (secondOutput) {
            graph.addOutput(value("means", FLOAT, batch, channels));
        }
        return tail.complete(Protos.file(graph));
    }

    private TensorProto.Builder weights() {
        TensorProto.Builder weights = diagonal("weights", channels, classes, sharpness);
        return externalData
                ? weights.clearFloatData()
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("weights.bin"))
                : weights;
    }
}
