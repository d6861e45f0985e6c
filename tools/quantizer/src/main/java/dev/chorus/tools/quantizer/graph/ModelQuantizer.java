package dev.chorus.tools.quantizer.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chorus.inference.api.Picture;

/**
 * Makes one model's graph compute with integers: shown pictures first, then asked for the rewritten model. Owns a session of
 * ONNX Runtime until closed; belongs to one thread.
 */
public final class ModelQuantizer implements AutoCloseable {

    private final ModelProto model;
    private final QuantisationPlan plan;
    private final ActivationRanges calibration;

    /**
     * Loads a model.
     *
     * @param onnx an ONNX file with one input, uint8 {@code [1, height, width, 3]}, as our trainer writes it
     * @throws IllegalArgumentException if it is none, or has nothing that could be quantised
     */
    public ModelQuantizer(byte[] onnx) {
        try {
            model = ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the model is no ONNX file: " + e.getMessage(), e);
        }
        plan = new QuantisationPlan(model.getGraph());
        if (plan.bytes().isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no convolution with constant float weights, allowed is one and more");
        }
        try {
            calibration = new ActivationRanges(model, plan.bytes());
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    /**
     * Notes which numbers the values inside take for a picture.
     *
     * @throws IllegalArgumentException if one of them is not finite
     */
    public void show(Picture picture) {
        try {
            calibration.show(picture);
        } catch (OrtException e) {
            throw new IllegalStateException("inference failed: " + e.getMessage(), e);
        }
    }

    /**
     * The model with integers inside, fit to the pictures shown so far.
     *
     * @return an ONNX file with the same inputs and outputs; the same for the same model and pictures
     * @throws IllegalStateException if no picture has been shown
     */
    public byte[] quantised() {
        return model.toBuilder()
                .setGraph(GraphRewriter.rewrite(model.getGraph(), plan, calibration.scales()))
                .build()
                .toByteArray();
    }

    @Override
    public void close() {
        calibration.close();
    }
}
