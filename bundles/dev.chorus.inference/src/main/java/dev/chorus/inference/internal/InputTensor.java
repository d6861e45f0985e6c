package dev.chorus.inference.internal;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.chorus.core.family.Framing;
import dev.chorus.core.family.ModelInterface.Channels;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Pixels;
import dev.chorus.inference.api.Picture;
import dev.chorus.inference.api.Resizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Memory outside the heap that ONNX Runtime reads, with one resized picture after the other. For one thread at a time.
 *
 * <p>Cameras send pictures of one size, so the resizer of the last one is kept.
 */
abstract sealed class InputTensor implements AutoCloseable {

    private static final int CHANNELS = 3;
    private static final int SAMPLES = 0x100;

    private final int side;
    private final boolean planes;
    private final Framing framing;
    private final OnnxTensor tensor;
    private final byte[] resized;
    private Resizer resizer;

    /** Makes the tensor over the memory of a subclass. */
    @FunctionalInterface
    private interface Maker {
        OnnxTensor make(long[] shape) throws OrtException;
    }

    private InputTensor(int side, Classifier form, Maker maker) throws OrtException {
        this.side = side;
        this.planes = form.layout() == Layout.NCHW;
        this.framing = form.framing();
        this.resized = new byte[side * side * CHANNELS];
        this.resizer = new Resizer(side, side, side, framing);
        // Last: it must be closed, and what follows an allocation that fails does not run.
        this.tensor = maker.make(shape(form.layout(), side));
    }

    static InputTensor create(OrtEnvironment environment, Classifier form, int side) throws OrtException {
        return form.pixels() instanceof Pixels.Normalised normalised
                ? new Floats(environment, normalised, form, side)
                : new Bytes(environment, form, side);
    }

    /** The shape of a square picture. */
    static long[] shape(Layout layout, int side) {
        return layout == Layout.NCHW ? new long[] {1, CHANNELS, side, side} : new long[] {1, side, side, CHANNELS};
    }

    static OnnxJavaType type(Pixels pixels) {
        return pixels instanceof Pixels.Normalised ? OnnxJavaType.FLOAT : OnnxJavaType.UINT8;
    }

    /** This, as ONNX Runtime knows it; owned by this. */
    OnnxTensor tensor() {
        return tensor;
    }

    /** Puts a picture in, over the one before. */
    void fill(Picture picture) {
        if (!resizer.takes(picture.width(), picture.height())) {
            resizer = new Resizer(picture.width(), picture.height(), side, framing);
        }
        resizer.resize(picture.rgb(), resized);
        int area = side * side;
        for (int pixel = 0; pixel < area; pixel++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                int from = pixel * CHANNELS + channel;
                put(planes ? channel * area + pixel : from, channel, resized[from] & 0xFF);
            }
        }
    }

    /** Sets one number of the tensor. */
    abstract void put(int at, int channel, int sample);

    @Override
    public void close() {
        tensor.close();
    }

    private static ByteBuffer allocate(int side, int bytesEach) {
        return ByteBuffer.allocateDirect(side * side * CHANNELS * bytesEach).order(ByteOrder.nativeOrder());
    }

    private static final class Floats extends InputTensor {

        private final FloatBuffer buffer;
        private final float[][] normalised;

        Floats(OrtEnvironment environment, Pixels.Normalised pixels, Classifier form, int side) throws OrtException {
            this(environment, allocate(side, Float.BYTES).asFloatBuffer(), normalised(pixels), form, side);
        }

        private Floats(OrtEnvironment environment, FloatBuffer buffer, float[][] normalised, Classifier form, int side)
                throws OrtException {
            super(side, form, shape -> OnnxTensor.createTensor(environment, buffer, shape));
            this.buffer = buffer;
            this.normalised = normalised;
        }

        /** By channel and sample. */
        private static float[][] normalised(Pixels.Normalised pixels) {
            float[][] normalised = new float[CHANNELS][SAMPLES];
            Channels mean = pixels.mean();
            Channels std = pixels.std();
            for (int channel = 0; channel < CHANNELS; channel++) {
                for (int sample = 0; sample < SAMPLES; sample++) {
                    normalised[channel][sample] =
                            (float) ((sample / 255.0 - mean.values().get(channel))
                                    / std.values().get(channel));
                }
            }
            return normalised;
        }

        @Override
        void put(int at, int channel, int sample) {
            buffer.put(at, normalised[channel][sample]);
        }
    }

    private static final class Bytes extends InputTensor {

        private final ByteBuffer buffer;

        Bytes(OrtEnvironment environment, Classifier form, int side) throws OrtException {
            this(environment, allocate(side, Byte.BYTES), form, side);
        }

        private Bytes(OrtEnvironment environment, ByteBuffer buffer, Classifier form, int side) throws OrtException {
            super(side, form, shape -> OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.UINT8));
            this.buffer = buffer;
        }

        @Override
        void put(int at, int channel, int sample) {
            buffer.put(at, (byte) sample);
        }
    }
}
