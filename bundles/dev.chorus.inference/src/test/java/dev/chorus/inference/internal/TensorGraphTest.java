package dev.chorus.inference.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.chorus.inference.api.ElementType;
import dev.chorus.inference.api.GraphSession;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.TensorArray;
import dev.chorus.inference.api.TensorSpec;
import dev.chorus.tools.testmodels.EchoModel;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type through real networks. */
class TensorGraphTest {

    private static final Set<String> BOTH = Set.of("same", "number");
    private static final int ROOMY = 1000;

    private final OnnxRuntime runtime = new OnnxRuntime();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, runtime.openSessions());
    }

    @ParameterizedTest
    @EnumSource
    void run_ofEachType_takesAndGivesTheSameBits(ElementType type) throws Exception {
        // given
        Object elements = extremes(type);
        List<Long> shape = List.of((long) Array.getLength(elements) / 2, 2L);
        try (GraphSession session =
                runtime.open(EchoModel.of(onnxName(type), -1, 2).onnx())) {
            Set<String> wanted = type == ElementType.BYTES ? Set.of("same") : BOTH;

            // when
            List<TensorArray> outputs =
                    session.run(List.of(new TensorArray("x", type, shape, elements)), wanted, ROOMY);

            // then
            assertEquals(
                    new TensorSpec("x", type, List.of(-1L, 2L)),
                    session.inputs().get(0));
            assertEquals("same", outputs.get(0).name());
            assertEquals(type, outputs.get(0).type());
            assertEquals(shape, outputs.get(0).shape());
            assertTrue(Objects.deepEquals(elements, outputs.get(0).elements()), "other elements");
            if (type != ElementType.BYTES) {
                assertArrayEquals(numbers(type), (double[]) outputs.get(1).elements());
            }
        }
    }

    private static String onnxName(ElementType type) {
        return switch (type) {
            case FP32 -> "FLOAT";
            case FP64 -> "DOUBLE";
            case BYTES -> "STRING";
            default -> type.name();
        };
    }

    private static Object extremes(ElementType type) {
        return switch (type) {
            case BOOL -> new byte[] {0, 1, 1, 0};
            case INT8, UINT8 -> new byte[] {0, 1, -1, Byte.MIN_VALUE};
            case INT16, UINT16 -> new short[] {0, 1, -1, Short.MIN_VALUE};
            case INT32, UINT32 -> new int[] {0, 1, -1, Integer.MIN_VALUE};
            case INT64, UINT64 -> new long[] {0, 1, -1, Long.MIN_VALUE};
            case FP32 -> new float[] {0, 0.5f, Float.NaN, Float.NEGATIVE_INFINITY};
            case FP64 -> new double[] {0, 0.5, Double.NaN, Double.NEGATIVE_INFINITY};
            case BYTES -> new String[] {"", "a", "\u00e4\u20ac", "line\nline"};
        };
    }

    /** What the extremes are as numbers: for unsigned types this tells whether ONNX Runtime took them as such. */
    private static double[] numbers(ElementType type) {
        return switch (type) {
            case BOOL -> new double[] {0, 1, 1, 0};
            case INT8 -> new double[] {0, 1, -1, -0x1p7};
            case INT16 -> new double[] {0, 1, -1, -0x1p15};
            case INT32 -> new double[] {0, 1, -1, -0x1p31};
            case INT64 -> new double[] {0, 1, -1, -0x1p63};
            case UINT8 -> new double[] {0, 1, 255, 0x1p7};
            case UINT16 -> new double[] {0, 1, 65535, 0x1p15};
            case UINT32 -> new double[] {0, 1, 4294967295d, 0x1p31};
            case UINT64 -> new double[] {0, 1, 0x1p64, 0x1p63};
            case FP32 -> new double[] {0, 0.5, Double.NaN, Double.NEGATIVE_INFINITY};
            case FP64 -> new double[] {0, 0.5, Double.NaN, Double.NEGATIVE_INFINITY};
            case BYTES -> throw new IllegalArgumentException("texts are no numbers");
        };
    }

    @ParameterizedTest
    @EnumSource
    void run_ofNoElements_givesNone(ElementType type) throws Exception {
        Object none = Array.newInstance(type.arrayClass().getComponentType(), 0);
        try (GraphSession session =
                runtime.open(EchoModel.of(onnxName(type), -1, 2).onnx())) {
            List<TensorArray> outputs =
                    session.run(List.of(new TensorArray("x", type, List.of(0L, 2L), none)), Set.of("same"), ROOMY);

            assertEquals(List.of(0L, 2L), outputs.get(0).shape());
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_ofAScalar_givesAScalar(ElementType type) throws Exception {
        Object one = Array.newInstance(type.arrayClass().getComponentType(), 1);
        if (one instanceof String[] texts) {
            texts[0] = "one";
        }
        try (GraphSession session = runtime.open(EchoModel.of(onnxName(type)).onnx())) {
            List<TensorArray> outputs =
                    session.run(List.of(new TensorArray("x", type, List.of(), one)), Set.of("same"), ROOMY);

            assertEquals(List.of(), session.inputs().get(0).shape());
            assertEquals(List.of(), outputs.get(0).shape());
            assertEquals(1, Array.getLength(outputs.get(0).elements()));
        }
    }

    @Test
    void run_ofOneWantedOutput_givesThatOnly() throws Exception {
        try (GraphSession session = runtime.open(EchoModel.of("FLOAT", 2).onnx())) {
            List<TensorArray> outputs = session.run(List.of(floats(2)), Set.of("number"), ROOMY);

            assertEquals(
                    List.of("number"), outputs.stream().map(TensorArray::name).toList());
        }
    }

    @Test
    void run_withAnOutputBeyondTheLimit_isRefused() throws Exception {
        try (GraphSession session = runtime.open(EchoModel.of("FLOAT", -1).onnx())) {
            InferenceException refusal =
                    assertThrows(InferenceException.class, () -> session.run(List.of(floats(11)), Set.of("same"), 10));

            assertEquals("output 'same' [11] has 11 elements, allowed are 10", refusal.getMessage());
        }
    }

    @Test
    void run_withAShapeThatTheNetworkDoesNotTake_saysWhatOnnxRuntimeSays() throws Exception {
        try (GraphSession session = runtime.open(EchoModel.of("FLOAT", 3).onnx())) {
            InferenceException failure = assertThrows(
                    InferenceException.class, () -> session.run(List.of(floats(2)), Set.of("same"), ROOMY));

            assertTrue(failure.getMessage().contains("invalid dimensions"), failure.getMessage());
        }
    }

    @Test
    void version_isStatedByTheFile() throws Exception {
        try (GraphSession seven =
                        runtime.open(EchoModel.of("FLOAT", 2).version(7).onnx());
                GraphSession none = runtime.open(EchoModel.of("FLOAT", 2).onnx())) {
            assertEquals(Optional.of("7"), seven.version());
            assertEquals(Optional.empty(), none.version());
        }
    }

    @Test
    void open_ofATypeWithoutAName_isRefused() {
        ModelRefusedException refusal = assertThrows(
                ModelRefusedException.class,
                () -> runtime.open(EchoModel.of("FLOAT16", 2).onnx()));

        assertTrue(refusal.getMessage().startsWith("input 'x' is ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16"));
    }

    @Test
    void open_ofANetworkThatGivesASequence_isRefused() {
        ModelRefusedException refusal = assertThrows(
                ModelRefusedException.class,
                () -> runtime.open(EchoModel.of("UINT64", 2).sequence().onnx()));

        assertTrue(refusal.getMessage().startsWith("output 'sequence' is no tensor"), refusal.getMessage());
    }

    @Test
    void open_ofWhatIsNoModel_isRefused() {
        assertThrows(ModelRefusedException.class, () -> runtime.open(new byte[] {1, 2, 3}));
        assertThrows(ModelRefusedException.class, () -> runtime.open(new byte[0]));
    }

    @Test
    void open_secondSessionRunsOutOfMemory_closesTheFirst() throws Exception {
        // given: an input of UINT16 takes a session of its own
        OrtEnvironment environment = ProcessEnvironment.get();
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        SessionOpener opener = onnx -> {
            if (opened.getAndIncrement() > 0) {
                throw new OutOfMemoryError("on purpose");
            }
            try {
                return new OnnxSession(environment, environment.createSession(onnx), closed::incrementAndGet);
            } catch (OrtException e) {
                throw new AssertionError(e);
            }
        };
        byte[] network = EchoModel.of("UINT16", 2).onnx();

        // when
        assertThrows(OutOfMemoryError.class, () -> TensorGraph.open(opener, network));

        // then
        assertEquals(1, closed.get());
    }

    private static TensorArray floats(int length) {
        return new TensorArray("x", ElementType.FP32, List.of((long) length), new float[length]);
    }
}
