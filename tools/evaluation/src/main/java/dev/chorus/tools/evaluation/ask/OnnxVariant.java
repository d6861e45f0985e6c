package dev.chorus.tools.evaluation.ask;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.internal.ProcessEnvironment;
import dev.chorus.inference.internal.SelfContainedFile;
import java.nio.ByteBuffer;
import java.util.Map;

/** A variant's ONNX file, loaded. Owns a session until closed; any thread may ask, as many at once as like. */
public final class OnnxVariant implements AutoCloseable {

    private static final String PICTURE = "picture";
    private static final String SCORES = "scores";
    private static final String CLASSES = "classes";

    private final OrtEnvironment environment;
    private final OrtSession session;

    /**
     * Loads a model.
     *
     * @param model the bytes of an ONNX file as our trainer writes it
     * @throws IllegalArgumentException if ONNX Runtime refuses it, or it has data in another file
     */
    public OnnxVariant(byte[] model) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            environment = ProcessEnvironment.get();
            SelfContainedFile.check(model);
            session = environment.createSession(model, options);
        } catch (ModelRefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    /**
     * Classifies a picture.
     *
     * @param width in pixels
     * @param height in pixels
     * @param rgb shape {@code [height, width, 3]}
     */
    public TopK classify(int width, int height, byte[] rgb) {
        long[] shape = {1, height, width, 3};
        ByteBuffer pixels = ByteBuffer.allocateDirect(rgb.length).put(rgb).flip();
        try (OnnxTensor picture = OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(PICTURE, picture))) {
            float[][] scores = (float[][]) result.get(SCORES).orElseThrow().getValue();
            int[][] classes = (int[][]) result.get(CLASSES).orElseThrow().getValue();
            return TopK.of(classes[0], clipped(scores[0]));
        } catch (OrtException e) {
            throw new IllegalStateException("inference failed: " + e.getMessage(), e);
        }
    }

    /** A softmax may exceed 1 by a rounding error. */
    private static float[] clipped(float[] scores) {
        for (int rank = 0; rank < scores.length; rank++) {
            scores[rank] = Math.min(1, scores[rank]);
        }
        return scores;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("closing a session failed", e);
        }
    }
}
