package dev.chorus.variant.internal.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.chorus.core.topk.TopK;
import dev.chorus.variant.internal.picture.Picture;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network as our trainer writes them: one input, uint8 {@code [1, height, width, 3]}, red green blue, of any height and
 * width; outputs {@code scores}, float {@code [1, k]}, and {@code classes}, int32 {@code [1, k]}, best first. Resizing,
 * scaling and ranking are in the graph.
 */
final class OnnxSession implements InferenceSession {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxSession.class);
    private static final String SCORES = "scores";
    private static final String CLASSES = "classes";
    private static final Set<String> OUTPUTS = Set.of(SCORES, CLASSES);
    private static final int PICTURE_RANK = 4;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    OnnxSession(OrtEnvironment environment, OrtSession session, Runnable onClose) {
        this.environment = environment;
        this.session = session;
        this.onClose = onClose;
    }

    /** Whether the network takes and gives what the class says, as far as it declares that. */
    void checkSignature() throws ModelRefusedException {
        try {
            Map<String, NodeInfo> inputs = session.getInputInfo();
            boolean takesPictures = inputs.size() == 1
                    && inputs.values().iterator().next().getInfo() instanceof TensorInfo info
                    && info.type == OnnxJavaType.UINT8
                    && info.getShape().length == PICTURE_RANK;
            if (!takesPictures) {
                throw new ModelRefusedException(
                        "inputs are " + inputs.values() + ", allowed is one, uint8 [1, height, width, 3]");
            }
            checkOutput(SCORES, OnnxJavaType.FLOAT);
            checkOutput(CLASSES, OnnxJavaType.INT32);
        } catch (OrtException e) {
            throw new ModelRefusedException("inputs and outputs cannot be read: " + e.getMessage(), e);
        }
    }

    private void checkOutput(String name, OnnxJavaType type) throws OrtException, ModelRefusedException {
        NodeInfo output = session.getOutputInfo().get(name);
        if (output == null || !(output.getInfo() instanceof TensorInfo info) || info.type != type) {
            throw new ModelRefusedException("output " + name + " is " + (output == null ? "absent" : output.getInfo())
                    + ", allowed is " + type + " [1, k]");
        }
    }

    @Override
    public TopK run(Picture picture) throws InferenceException {
        long[] shape = {1, picture.height(), picture.width(), 3};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, picture.rgb(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), input), OUTPUTS)) {
            return topK(tensor(result, SCORES), tensor(result, CLASSES));
        } catch (OrtException | RuntimeException e) {
            throw new InferenceException("inference failed: " + e.getMessage(), e);
        }
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    private static TopK topK(OnnxTensor scoreTensor, OnnxTensor classTensor) {
        FloatBuffer scores = scoreTensor.getFloatBuffer();
        IntBuffer classes = classTensor.getIntBuffer();
        float[] scoreArray = new float[scores.remaining()];
        int[] classArray = new int[classes.remaining()];
        scores.get(scoreArray);
        classes.get(classArray);
        return TopK.of(classArray, scoreArray);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("Session of ONNX Runtime cannot be closed", e);
        } finally {
            onClose.run();
        }
    }
}
