package dev.chorus.inference.internal;

import dev.chorus.inference.api.ModelRefusedException;

/** Makes sessions of ONNX files. */
@FunctionalInterface
public interface SessionOpener {

    /**
     * Loads a file.
     *
     * @param onnx its content; not kept
     * @return to be closed
     * @throws ModelRefusedException if it cannot be loaded
     */
    OnnxSession open(byte[] onnx) throws ModelRefusedException;
}
