package dev.chorus.inference.internal;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.InferenceSession;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.Picture;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A classifier that was trained elsewhere ({@link Classifier}). */
public final class ClassifierSession implements InferenceSession {

    private final OnnxSession session;
    private final Classifier form;
    private final int side;
    private final int labels;
    private final int k;
    private final String input;
    private final Set<String> outputs;
    private final Queue<InputTensor> idle = new ConcurrentLinkedQueue<>();

    private ClassifierSession(
            OnnxSession session, Classifier form, int side, int labels, int k, String input, String output) {
        this.session = session;
        this.form = form;
        this.side = side;
        this.labels = labels;
        this.k = k;
        this.input = input;
        this.outputs = Set.of(output);
    }

    /**
     * Takes over a session.
     *
     * @param side of the input, in pixels
     * @param labels how many there are
     * @param k how many of them are ranked
     * @throws ModelRefusedException if the network does not take and give what the interface says; the session is still the
     *     caller's then
     */
    public static ClassifierSession of(OnnxSession session, Classifier form, int side, int labels, int k)
            throws ModelRefusedException {
        String input = checkedInput(session.inputs(), form, side);
        String output = checkedOutput(session.outputs(), labels);
        return new ClassifierSession(session, form, side, labels, k, input, output);
    }

    private static String checkedInput(List<NamedTensor> inputs, Classifier form, int side)
            throws ModelRefusedException {
        OnnxJavaType type = InputTensor.type(form.pixels());
        long[] shape = InputTensor.shape(form.layout(), side);
        boolean allowed = inputs.size() == 1
                && inputs.get(0).type() == type
                && inputs.get(0).hasShape(shape);
        if (!allowed) {
            throw new ModelRefusedException("inputs are " + inputs + ", allowed is one, " + NamedTensor.nameOf(type)
                    + " " + Arrays.toString(shape) + "; lengths may be open");
        }
        return inputs.get(0).name();
    }

    private static String checkedOutput(List<NamedTensor> outputs, int labels) throws ModelRefusedException {
        NamedTensor output = outputs.get(0);
        boolean allowed =
                output.type() == OnnxJavaType.FLOAT && (output.hasShape(1, labels) || output.hasShape(labels));
        if (!allowed) {
            String which = outputs.size() == 1 ? "output" : "first of " + outputs.size() + " outputs";
            throw new ModelRefusedException(which + " is " + output + ", allowed is float32 [1, " + labels + "] or ["
                    + labels + "], one number for each of " + labels + " labels");
        }
        return output.name();
    }

    @Override
    public TopK run(Picture picture) throws InferenceException {
        float[] numbers = numbers(picture);
        try {
            return TopK.select(probabilities(numbers), k);
        } catch (RuntimeException e) {
            throw new InferenceException("inference failed: " + e.getMessage(), e);
        }
    }

    /** Whether the network is said to give logits and gives probabilities for a picture. */
    boolean mistakesProbabilitiesForLogits(Picture picture) throws InferenceException {
        return form.outputs() == Outputs.LOGITS && Probabilities.looksLike(numbers(picture));
    }

    private float[] numbers(Picture picture) throws InferenceException {
        InputTensor lent = idle.poll();
        try {
            InputTensor pixels = lent == null ? create() : lent;
            try {
                pixels.fill(picture);
                return numbers(pixels);
            } finally {
                giveBack(pixels);
            }
        } catch (OrtException | RuntimeException e) {
            throw new InferenceException("inference failed: " + e.getMessage(), e);
        }
    }

    private void giveBack(InputTensor pixels) {
        try {
            idle.add(pixels);
        } catch (Throwable e) {
            pixels.close();
            throw e;
        }
    }

    private InputTensor create() throws OrtException {
        return InputTensor.create(session.environment(), form, side);
    }

    private float[] numbers(InputTensor pixels) throws OrtException, InferenceException {
        try (OrtSession.Result result = session.run(Map.of(input, pixels.tensor()), outputs)) {
            FloatBuffer numbers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            if (numbers.remaining() != labels) {
                throw new InferenceException(
                        "outputs are " + numbers.remaining() + ", there are " + labels + " labels");
            }
            float[] array = new float[labels];
            numbers.get(array);
            return array;
        }
    }

    private float[] probabilities(float[] numbers) throws InferenceException {
        return form.outputs() == Outputs.LOGITS ? Probabilities.ofLogits(numbers) : Probabilities.checked(numbers);
    }

    @Override
    public void close() {
        for (InputTensor pixels = idle.poll(); pixels != null; pixels = idle.poll()) {
            pixels.close();
        }
        session.close();
    }
}
