package dev.chorus.inference.internal;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.chorus.inference.api.ElementType;
import dev.chorus.inference.api.GraphSession;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.TensorArray;
import dev.chorus.inference.api.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A network whose tensors are passed through as they are. */
public final class TensorGraph implements GraphSession {

    private final OnnxSession session;
    private final UnsignedCasts casts;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final Optional<String> version;

    private TensorGraph(
            OnnxSession session,
            UnsignedCasts casts,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs,
            Optional<String> version) {
        this.session = session;
        this.casts = casts;
        this.inputs = inputs;
        this.outputs = outputs;
        this.version = version;
    }

    /**
     * Loads a file.
     *
     * @throws ModelRefusedException if it cannot be loaded, or takes or gives what is no tensor of an {@link ElementType}
     */
    public static TensorGraph open(SessionOpener opener, byte[] onnx) throws ModelRefusedException {
        UnsignedCasts casts = new UnsignedCasts();
        OnnxSession session = opener.open(onnx);
        try {
            List<TensorSpec> inputs = specs("input", session.inputNodes());
            List<TensorSpec> outputs = specs("output", session.outputNodes());
            for (TensorSpec input : inputs) {
                casts.prepare(opener, input.type());
            }
            long version = session.version();
            Optional<String> stated =
                    version <= 0 || version == Long.MAX_VALUE ? Optional.empty() : Optional.of(Long.toString(version));
            return new TensorGraph(session, casts, inputs, outputs, stated);
        } catch (Throwable e) {
            casts.close();
            session.close();
            throw e;
        }
    }

    private static List<TensorSpec> specs(String kind, Collection<NodeInfo> nodes) throws ModelRefusedException {
        List<TensorSpec> specs = new ArrayList<>();
        for (NodeInfo node : nodes) {
            if (!(node.getInfo() instanceof TensorInfo info)) {
                throw new ModelRefusedException(kind + " '" + node.getName() + "' is no tensor but " + node.getInfo()
                        + "; of scikit-learn models export probabilities without ZipMap");
            }
            ElementType type = OrtElements.type(info)
                    .orElseThrow(() -> new ModelRefusedException(kind + " '" + node.getName() + "' is " + info.onnxType
                            + ", allowed is one of " + Arrays.toString(ElementType.values())));
            specs.add(new TensorSpec(node.getName(), type, OrtElements.shape(info)));
        }
        return List.copyOf(specs);
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public Optional<String> version() {
        return version;
    }

    @Override
    public List<TensorArray> run(List<TensorArray> given, Set<String> wanted, int maxElements)
            throws InferenceException {
        try (RunInputs tensors = new RunInputs(session.environment(), casts, given.size())) {
            for (TensorArray array : given) {
                tensors.add(array);
            }
            try (OrtSession.Result result = session.run(tensors.byName(), wanted)) {
                return arrays(result, wanted, maxElements);
            }
        } catch (OrtException | RuntimeException e) {
            throw new InferenceException("inference failed: " + e.getMessage(), e);
        }
    }

    private List<TensorArray> arrays(OrtSession.Result result, Set<String> wanted, int maxElements)
            throws OrtException, InferenceException {
        List<TensorArray> arrays = new ArrayList<>();
        for (TensorSpec output : outputs) {
            if (wanted.contains(output.name())) {
                OnnxValue value = result.get(output.name()).orElseThrow();
                arrays.add(array(output, (OnnxTensor) value, maxElements));
            }
        }
        return arrays;
    }

    private static TensorArray array(TensorSpec output, OnnxTensor tensor, int maxElements)
            throws OrtException, InferenceException {
        List<Long> shape = OrtElements.shape(tensor.getInfo());
        long size = shape.stream().reduce(1L, Math::multiplyExact);
        if (size > maxElements) {
            throw new InferenceException("output '" + output.name() + "' " + TensorSpec.shapeText(shape) + " has "
                    + size + " elements, allowed are " + maxElements);
        }
        return new TensorArray(
                output.name(), output.type(), shape, OrtElements.read(tensor, output.type(), (int) size));
    }

    @Override
    public void close() {
        casts.close();
        session.close();
    }
}
