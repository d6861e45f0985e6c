package dev.chorus.variant.internal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.inference.api.ElementType;
import dev.chorus.inference.api.TensorArray;
import dev.chorus.inference.api.TensorSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GivenInputsTest {

    private static final int LIMIT = 100;

    private static final TensorSpec OPEN = spec(ElementType.FP32, -1, 3);

    @Test
    void check_openLengthInTheDeclaredShape_isTheGivenOne() throws Exception {
        TensorArray array = only(OPEN, floats(6, 2L, 3L));

        assertEquals(List.of(2L, 3L), array.shape());
        assertArrayEquals(new float[6], (float[]) array.elements());
    }

    @Test
    void check_openLengthInTheGivenShape_followsFromTheElements() throws Exception {
        assertEquals(List.of(4L, 3L), only(OPEN, floats(12, -1L, 3L)).shape());
        assertEquals(List.of(0L, 3L), only(OPEN, floats(0, -1L, 3L)).shape());
    }

    @Test
    void check_openLengthWhereTheDeclaredIsNot_isTheDeclared() throws Exception {
        assertEquals(List.of(2L, 3L), only(OPEN, floats(6, 2L, -1L)).shape());
        assertEquals(List.of(2L, 3L), only(OPEN, floats(6, -1L, -1L)).shape());
    }

    @Test
    void check_noShape_isTheDeclaredOne() throws Exception {
        assertEquals(List.of(2L, 3L), only(OPEN, floats(6)).shape());
        assertEquals(
                List.of(2L, 3L),
                only(OPEN, new BoxedTensor("x", "FP32", null, floats(6).elements()))
                        .shape());
    }

    @Test
    void check_scalar_isAcceptedWithAndWithoutLength() throws Exception {
        TensorSpec scalar = spec(ElementType.FP32);

        assertEquals(List.of(), only(scalar, floats(1, 1L)).shape());
        assertEquals(List.of(), only(scalar, floats(1)).shape());
        assertEquals(List.of(2L), only(scalar, floats(2, 2L)).shape());
    }

    @Test
    void check_bytesForATensorOfTexts_areOneText() throws Exception {
        List<Byte> bytes = Arrays.asList((byte) 'h', (byte) 'i');

        TensorArray array = only(spec(ElementType.BYTES, 1, 1), new BoxedTensor("x", "BYTES", List.of(1L, 1L), bytes));

        assertArrayEquals(new String[] {"hi"}, (String[]) array.elements());
    }

    /** Input, expected message. */
    static List<List<Object>> refused() {
        return List.of(
                List.of(floats(6, 3L, 2L), "input 'x' must have the shape [?, 3], had [3, 2]"),
                List.of(floats(6, 6L), "input 'x' must have the shape [?, 3], had [6]"),
                List.of(floats(6, -2L, 3L), "input 'x' must have the shape [?, 3], had [-2, 3]"),
                List.of(floats(5, 2L, 3L), "input 'x' has 5 elements, which do not fill the shape [2, 3]"),
                List.of(floats(5, -1L, 3L), "input 'x' has 5 elements, which do not fill the shape [?, 3]"),
                List.of(
                        floats(6, Long.MAX_VALUE, 3L),
                        "input 'x' has 6 elements, which do not fill the shape [9223372036854775807, 3]"),
                List.of(floats(LIMIT + 1, -1L, 3L), "input 'x' must have at most 100 elements, had 101"),
                List.of(
                        new BoxedTensor("x", "FP32", Arrays.asList(null, 3L), Collections.nCopies(6, 1f)),
                        "input 'x' must have the shape [?, 3], had [null, 3]"),
                List.of(
                        new BoxedTensor("x", "FP64", List.of(2L, 3L), Collections.nCopies(6, 1.0)),
                        "input 'x' must have the type FP32, had FP64"),
                List.of(
                        new BoxedTensor("x", null, List.of(2L, 3L), Collections.nCopies(6, 1f)),
                        "input 'x' must have the type FP32, had null"),
                List.of(
                        new BoxedTensor("x", "FP32", List.of(2L, 3L), Collections.nCopies(6, 1)),
                        "input 'x' must have Float elements for FP32, had Integer 1"),
                List.of(new BoxedTensor("x", "FP32", List.of(2L, 3L), null), "input 'x' has no elements"),
                List.of(
                        new BoxedTensor("y", "FP32", List.of(2L, 3L), Collections.nCopies(6, 1f)),
                        "input 'x' FP32 [?, 3] is missing"),
                List.of(new BoxedTensor(null, null, null, null), "input 'x' FP32 [?, 3] is missing"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void check_invalidInput_isRejectedWithTheReason(List<Object> example) {
        EngineException refusal = assertThrows(EngineException.class, () -> only(OPEN, (BoxedTensor) example.get(0)));

        assertTrue(refusal.isCallerError());
        assertEquals(example.get(1), refusal.getMessage());
    }

    @Test
    void check_severalOpenLengths_isRejected() {
        TensorSpec picture = spec(ElementType.FP32, 1, -1, -1, 3);

        EngineException refusal =
                assertThrows(EngineException.class, () -> only(picture, floats(12, 1L, -1L, -1L, 3L)));

        assertEquals(
                "input 'x' must have a shape with at most one open length, had [1, ?, ?, 3]", refusal.getMessage());
    }

    @Test
    void check_oneTooMany_isRefused() {
        List<BoxedTensor> twice = List.of(floats(3, 1L, 3L), floats(3, 1L, 3L));
        List<BoxedTensor> other = List.of(floats(3, 1L, 3L), new BoxedTensor("y", "FP32", List.of(), List.of()));

        assertEquals("input 'x' is given twice", refusal(twice));
        assertEquals("inputs must be ['x' FP32 [?, 3]], had unknown [y]", refusal(other));
    }

    @Test
    void check_longTexts_areRefused() {
        BoxedTensor text = new BoxedTensor("x", "BYTES", List.of(2L), List.of("a".repeat(LIMIT), "a"));

        EngineException refusal = assertThrows(EngineException.class, () -> only(spec(ElementType.BYTES, 2), text));

        assertEquals("input 'x' must have at most 100 characters, had 101", refusal.getMessage());
    }

    private static String refusal(List<BoxedTensor> given) {
        return assertThrows(EngineException.class, () -> GivenInputs.check(List.of(OPEN), given, LIMIT))
                .getMessage();
    }

    private static TensorArray only(TensorSpec spec, BoxedTensor given) throws EngineException {
        return GivenInputs.check(List.of(spec), List.of(given), LIMIT).get(0);
    }

    private static TensorSpec spec(ElementType type, long... shape) {
        return new TensorSpec("x", type, Arrays.stream(shape).boxed().toList());
    }

    private static BoxedTensor floats(int size, Long... shape) {
        return new BoxedTensor("x", "FP32", List.of(shape), Collections.nCopies(size, 0f));
    }
}
