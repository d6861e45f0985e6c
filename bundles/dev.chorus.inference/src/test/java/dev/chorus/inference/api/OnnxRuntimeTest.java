package dev.chorus.inference.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.testmodels.ColourModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxRuntimeTest {

    static List<Arguments> failures() {
        return List.of(
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        "not loadable: there is not enough memory, Java heap space"),
                Arguments.of(new StackOverflowError(), "not loadable: java.lang.StackOverflowError"),
                Arguments.of(
                        new IllegalStateException("no result"),
                        "not loadable: java.lang.IllegalStateException: no result"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void load_selfTestFailsUnexpectedly_isRefusedAndLeavesNothingOpen(Throwable failure, String reason) {
        // given
        OnnxRuntime runtime = new OnnxRuntime(model -> OnnxRuntimeTest.<RuntimeException>sneakyThrow(failure));
        byte[] onnx = new ColourModel().onnx();
        Variant variant = new Variant("rgb", 0.35, 16, 8, 0.5, 3, "rgb.onnx", "0".repeat(64), 9, 9, 1);
        Family family = new Family("colours", "1.0.0", new LabelSet(List.of("red", "green", "blue")), List.of(variant));

        // when
        ModelRefusedException refusal =
                assertThrows(ModelRefusedException.class, () -> runtime.load(family, variant, "here", onnx));

        // then
        assertEquals(reason, refusal.getMessage());
        assertEquals(0, runtime.openSessions());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
