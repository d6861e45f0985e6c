package dev.chorus.inference.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import dev.chorus.inference.api.ModelRefusedException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provides the environment of ONNX Runtime, one for the process, and keeps it until the process has ended. Safe for any
 * thread.
 *
 * <p>{@link OrtEnvironment} registers a JVM shutdown hook that frees the native environment while other threads still load
 * and run models: calls then fail with {@code ORT_FAIL} or crash the JVM (onnxruntime issue 31352). The hook cannot be
 * removed, since its thread is unknown. The native environment counts its references, however, so a second one, never
 * released, turns the hook into a decrement. Only a private method creates a reference without another hook, therefore
 * reflection.
 */
public final class ProcessEnvironment {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessEnvironment.class);

    private static boolean kept;
    private static Throwable failure;

    private ProcessEnvironment() {}

    /**
     * The environment; created by the first call.
     *
     * @throws ModelRefusedException if ONNX Runtime cannot be loaded on this machine, with the reason at each call
     */
    public static synchronized OrtEnvironment get() throws ModelRefusedException {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            if (!kept) {
                kept = true;
                keep();
            }
            return environment;
        } catch (RuntimeException | Error e) {
            // Why a class could not be initialized is known of the first attempt only.
            if (failure == null || !(e instanceof NoClassDefFoundError)) {
                failure = e;
                LOG.error("ONNX Runtime cannot be loaded", e);
            }
            throw new ModelRefusedException(LoadFailure.explain(failure), failure);
        }
    }

    private static void keep() {
        try {
            Class<?> runtime = Class.forName("ai.onnxruntime.OnnxRuntime", true, OrtEnvironment.class.getClassLoader());
            Field api = runtime.getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method newReference =
                    OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            newReference.setAccessible(true);
            newReference.invoke(
                    null,
                    api.getLong(null),
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
                    OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("This version of ONNX Runtime may fail or crash while the JVM shuts down", e);
        }
    }
}
