package dev.chorus.inference.internal;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.InferenceSession;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.Picture;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network that resizes, scales and ranks by itself ({@link dev.chorus.core.family.ModelInterface.Ranking}). */
public final class RankingSession implements InferenceSession {

    private static final String SCORES = "scores";
    private static final String CLASSES = "classes";
    private static final Set<String> OUTPUTS = Set.of(SCORES, CLASSES);
    private static final int PICTURE_RANK = 4;

    private final OnnxSession session;
    private final String input;

    private RankingSession(OnnxSession session, String input) {
        this.session = session;
        this.input = input;
    }

    /**
     * Takes over a session.
     *
     * @throws ModelRefusedException if the network does not take and give what the interface says, as far as it declares
     *     that; the session is still the caller's then
     */
    public static RankingSession of(OnnxSession session) throws ModelRefusedException {
        List<NamedTensor> inputs = session.inputs();
        boolean takesPictures = inputs.size() == 1
                && inputs.get(0).type() == OnnxJavaType.UINT8
                && inputs.get(0).shape().length == PICTURE_RANK;
        if (!takesPictures) {
            throw new ModelRefusedException("inputs are " + inputs + ", allowed is one, uint8 [1, height, width, 3]");
        }
        checkOutput(session, SCORES, OnnxJavaType.FLOAT);
        checkOutput(session, CLASSES, OnnxJavaType.INT32);
        return new RankingSession(session, inputs.get(0).name());
    }

    private static void checkOutput(OnnxSession session, String name, OnnxJavaType type) throws ModelRefusedException {
        NamedTensor output = session.outputs().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElse(null);
        if (output == null || output.type() != type) {
            throw new ModelRefusedException("output " + name + " is " + (output == null ? "absent" : output)
                    + ", allowed is " + NamedTensor.nameOf(type) + " [1, k]");
        }
    }

    @Override
    public TopK run(Picture picture) throws InferenceException {
        long[] shape = {1, picture.height(), picture.width(), 3};
        try (OnnxTensor pixels =
                        OnnxTensor.createTensor(session.environment(), picture.rgb(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(input, pixels), OUTPUTS)) {
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
        return TopK.of(classArray, Probabilities.withoutOvershoot(scoreArray));
    }

    @Override
    public void close() {
        session.close();
    }
}
