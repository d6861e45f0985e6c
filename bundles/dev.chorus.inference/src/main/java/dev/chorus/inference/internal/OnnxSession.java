package dev.chorus.inference.internal;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.chorus.inference.api.ModelRefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session of ONNX Runtime that is closed once. {@link #run} is for any number of threads at once. */
public final class OnnxSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxSession.class);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param session taken over
     * @param onClose told once
     */
    public OnnxSession(OrtEnvironment environment, OrtSession session, Runnable onClose) {
        this.environment = environment;
        this.session = session;
        this.onClose = onClose;
    }

    OrtEnvironment environment() {
        return environment;
    }

    /** All inputs but those with a value of their own, in the file's order. */
    List<NamedTensor> inputs() throws ModelRefusedException {
        return tensors(inputNodes());
    }

    /** All outputs, in the file's order. */
    List<NamedTensor> outputs() throws ModelRefusedException {
        return tensors(outputNodes());
    }

    /** As {@link #inputs()}, as ONNX Runtime describes them. */
    Collection<NodeInfo> inputNodes() throws ModelRefusedException {
        try {
            return session.getInputInfo().values();
        } catch (OrtException e) {
            throw new ModelRefusedException("inputs cannot be read: " + e.getMessage(), e);
        }
    }

    /** As {@link #outputs()}, as ONNX Runtime describes them. */
    Collection<NodeInfo> outputNodes() throws ModelRefusedException {
        try {
            return session.getOutputInfo().values();
        } catch (OrtException e) {
            throw new ModelRefusedException("outputs cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<NamedTensor> tensors(Collection<NodeInfo> nodes) {
        return nodes.stream().map(NamedTensor::of).toList();
    }

    /** The version that the file states; {@link Long#MAX_VALUE} where it states none. */
    long version() throws ModelRefusedException {
        try {
            return session.getMetadata().getVersion();
        } catch (OrtException e) {
            throw new ModelRefusedException("version cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Runs the network.
     *
     * @param outputs which of its outputs are wanted
     * @return to be closed
     */
    OrtSession.Result run(Map<String, OnnxTensor> inputs, Set<String> outputs) throws OrtException {
        return session.run(inputs, outputs);
    }

    /** Must not be called while a run is under way; later calls do nothing. */
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
