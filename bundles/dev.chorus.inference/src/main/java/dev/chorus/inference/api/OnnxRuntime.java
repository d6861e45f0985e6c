package dev.chorus.inference.api;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.chorus.core.family.Family;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.Variant;
import dev.chorus.inference.internal.ClassifierSession;
import dev.chorus.inference.internal.OnnxSession;
import dev.chorus.inference.internal.ProcessEnvironment;
import dev.chorus.inference.internal.RankingSession;
import dev.chorus.inference.internal.SelfContainedFile;
import dev.chorus.inference.internal.SelfTest;
import dev.chorus.inference.internal.TensorGraph;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads models into ONNX Runtime and knows how many are open. Safe for any thread.
 *
 * <p>Each run uses the thread that calls it and no other, so the number of callers is the number of cores in use. The
 * environment belongs to the process and outlives JVM shutdown hooks, so models load and run until the process has ended.
 */
public final class OnnxRuntime {

    /** The largest ONNX file that is loaded. */
    public static final int MAX_MODEL_BYTES = 1 << 29;

    private final AtomicInteger openSessions = new AtomicInteger();
    private final ModelTest selfTest;

    /** What a model must pass. */
    @FunctionalInterface
    interface ModelTest {

        /** @throws ModelRefusedException if the model does not pass */
        void run(LoadedModel model) throws ModelRefusedException;
    }

    /** Without an open session. */
    public OnnxRuntime() {
        this(SelfTest::run);
    }

    OnnxRuntime(ModelTest selfTest) {
        this.selfTest = selfTest;
    }

    /**
     * Loads and tests a model.
     *
     * @param variant a member of the family
     * @param origin where the file came from, for people
     * @param onnx the content of the file, of which the caller has seen to it that it is the one meant; not kept
     * @return to be closed by {@link LoadedModel#session}
     * @throws ModelRefusedException if it cannot be loaded, has data in another file, takes or gives other things than the
     *     variant says, or fails the self-test; also for lack of memory. Nothing is left open then
     */
    public LoadedModel load(Family family, Variant variant, String origin, byte[] onnx) throws ModelRefusedException {
        try {
            return loadAndTest(family, variant, origin, onnx);
        } catch (RuntimeException | Error e) {
            throw ModelRefusedException.unexpected("not loadable", e);
        }
    }

    private LoadedModel loadAndTest(Family family, Variant variant, String origin, byte[] onnx)
            throws ModelRefusedException {
        InferenceSession session = open(family, variant, onnx);
        try {
            LoadedModel model = LoadedModel.of(family, variant, origin, session);
            selfTest.run(model);
            return model;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /**
     * Loads any network as it is, without a self-test: nobody knows what is right for it.
     *
     * @param onnx the content of the file; not kept
     * @return to be closed
     * @throws ModelRefusedException if it cannot be loaded, also for lack of memory, has data in another file, or takes or
     *     gives what is no tensor of an {@link ElementType}. Nothing is left open then
     */
    public GraphSession open(byte[] onnx) throws ModelRefusedException {
        try {
            return TensorGraph.open(this::session, onnx);
        } catch (RuntimeException | Error e) {
            throw ModelRefusedException.unexpected("not loadable", e);
        }
    }

    /** @throws ModelRefusedException if this machine cannot run models at all */
    public static void checkUsable() throws ModelRefusedException {
        ProcessEnvironment.get();
    }

    private InferenceSession open(Family family, Variant variant, byte[] onnx) throws ModelRefusedException {
        OnnxSession session = session(onnx);
        try {
            return variant.modelInterface() instanceof Classifier classifier
                    ? ClassifierSession.of(
                            session,
                            classifier,
                            variant.resolution(),
                            family.labelSet().size(),
                            variant.k())
                    : RankingSession.of(session);
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    private OnnxSession session(byte[] onnx) throws ModelRefusedException {
        OrtEnvironment environment = ProcessEnvironment.get();
        SelfContainedFile.check(onnx);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // What fails is thrown as well; of a model that runs, its warnings tell those who run it nothing.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return watched(environment, environment.createSession(onnx, options));
        } catch (OrtException | RuntimeException e) {
            throw new ModelRefusedException("not loadable: " + e.getMessage(), e);
        }
    }

    private OnnxSession watched(OrtEnvironment environment, OrtSession session) throws OrtException {
        try {
            OnnxSession watched = new OnnxSession(environment, session, openSessions::decrementAndGet);
            openSessions.incrementAndGet();
            return watched;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /** How many of the models loaded here are not closed. */
    public int openSessions() {
        return openSessions.get();
    }
}
