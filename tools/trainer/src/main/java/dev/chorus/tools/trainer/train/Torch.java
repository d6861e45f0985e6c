package dev.chorus.tools.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import dev.chorus.tools.files.FileFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * The PyTorch engine, set up to start without a network and with one thread for each caller.
 *
 * <p>DJL's gradient collector allows one computation of gradients in a process. PyTorch itself keeps them apart by thread, so
 * this class speaks to it directly and variants can learn at once.
 */
public final class Torch {

    private static final String ROOM = "PyTorch needs 450 MB there or in the folder that DJL_CACHE_DIR names";

    private static Engine engine;

    private Torch() {}

    private static synchronized Engine engine() {
        if (engine == null) {
            engine = start();
        }
        return engine;
    }

    private static Engine start() {
        System.setProperty("offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            if (e.getCause() instanceof IOException reason) {
                FileFailure failure = FileFailure.writingTo(Utils.getEngineCacheDir("pytorch"), reason);
                throw new UncheckedIOException(new IOException(failure.getMessage() + "; " + ROOM, failure));
            }
            throw e;
        }
    }

    /**
     * Starts the engine if need be and sets its random numbers: initial weights come from them.
     *
     * @throws UncheckedIOException if PyTorch cannot be unpacked; its cause names the folder and what to do
     */
    public static void seed(long seed) {
        engine().setRandomSeed((int) seed);
    }

    /** Computes while remembering, on this thread, what gradients need. */
    static <T> T recording(Supplier<T> computation) {
        JniUtils.setGradMode(true);
        try {
            return computation.get();
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** Computes without remembering: quicker, and weights may be changed. */
    static <T> T plainly(Supplier<T> computation) {
        JniUtils.setGradMode(false);
        return computation.get();
    }

    /**
     * Multiplies by a number within a {@linkplain #recording recorded} computation.
     *
     * <p>{@link NDArray#mul(Number)} must not be used there: it gives PyTorch a pointer to the number in a buffer of Java's and drops
     * the buffer at once. The gradient is computed with the number later, after a garbage collection with whatever is there then.
     */
    static NDArray scaled(NDArray array, float factor) {
        return array.mul(array.getManager().create(factor));
    }

    /**
     * Adds to the gradients of everything that a result was computed from.
     *
     * @param result of a {@linkplain #recording recorded} computation
     * @param gradient of what is to become small, by the result; of the same shape
     */
    static void backward(NDArray result, NDArray gradient) {
        JniUtils.backward((PtNDArray) result, (PtNDArray) gradient, false, false);
    }

    /** The gradient that has come together at an array; to be closed. */
    static NDArray gradient(NDArray array) {
        return JniUtils.getGradient((PtNDArray) array);
    }
}
