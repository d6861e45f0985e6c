package dev.chorus.variant.internal.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens sessions of ONNX Runtime and knows how many are open. Safe for any thread.
 *
 * <p>Each run uses the thread that calls it and no other, so the number of workers is the number of cores in use. The
 * environment belongs to the process: it is never closed.
 */
public final class OnnxRuntime {

    private final AtomicInteger openSessions = new AtomicInteger();

    /**
     * Loads a network.
     *
     * @param onnx the content of the file; not kept
     * @throws ModelRefusedException if it cannot be loaded or its inputs and outputs are not what {@link OnnxSession} needs
     */
    public InferenceSession open(byte[] onnx) throws ModelRefusedException {
        OrtEnvironment environment = environment();
        OrtSession session;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(onnx, options);
        } catch (OrtException | RuntimeException e) {
            throw new ModelRefusedException("not loadable: " + e.getMessage(), e);
        }
        openSessions.incrementAndGet();
        OnnxSession opened = new OnnxSession(environment, session, openSessions::decrementAndGet);
        try {
            opened.checkSignature();
            return opened;
        } catch (ModelRefusedException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static OrtEnvironment environment() throws ModelRefusedException {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError | RuntimeException e) {
            // On a machine without native libraries for it, such as 32-bit ARM.
            throw new ModelRefusedException("ONNX Runtime cannot be loaded on this machine: " + e, e);
        }
    }

    /** How many of the sessions opened here are not closed. */
    public int openSessions() {
        return openSessions.get();
    }
}
