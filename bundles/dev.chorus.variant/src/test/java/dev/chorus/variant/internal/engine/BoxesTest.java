package dev.chorus.variant.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.inference.api.ElementType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BoxesTest {

    @ParameterizedTest
    @EnumSource
    void box_ofWhatWasUnboxed_isTheSame(ElementType type) throws Exception {
        // given
        List<?> elements =
                switch (type) {
                    case BOOL -> List.of(true, false);
                    case INT8, UINT8 -> List.of((byte) 5, (byte) -5);
                    case INT16, UINT16 -> List.of((short) 5, (short) -5);
                    case INT32, UINT32 -> List.of(5, -5);
                    case INT64, UINT64 -> List.of(5L, -5L);
                    case FP32 -> List.of(0.5f, Float.NaN);
                    case FP64 -> List.of(0.5, Double.NaN);
                    case BYTES -> List.of("five", "");
                };

        // when
        Object array = Boxes.unbox(type, elements);
        List<?> back = Boxes.box(type, array);

        // then
        assertEquals(type.arrayClass(), array.getClass());
        assertEquals(elements, back);
        back.forEach(element -> assertEquals(Boxes.elementClass(type), element.getClass()));
    }

    /** Type, element, element of the array. */
    static List<List<Object>> widened() {
        return List.of(
                List.of(ElementType.UINT8, 255, new byte[] {-1}),
                List.of(ElementType.INT8, -128, new byte[] {-128}),
                List.of(ElementType.UINT16, 65535, new short[] {-1}),
                List.of(ElementType.INT16, (byte) -3, new short[] {-3}),
                List.of(ElementType.UINT32, 4294967295L, new int[] {-1}),
                List.of(ElementType.INT32, -3L, new int[] {-3}),
                List.of(ElementType.UINT64, 3, new long[] {3}),
                List.of(ElementType.INT64, -3, new long[] {-3}));
    }

    @ParameterizedTest
    @MethodSource("widened")
    void unbox_wholeNumberOfAnotherClassInRange_isConverted(List<Object> example) throws Exception {
        Object array = Boxes.unbox((ElementType) example.get(0), List.of(example.get(1)));

        assertTrue(Objects.deepEquals(example.get(2), array));
    }

    /** Type, element. */
    static List<List<Object>> unfit() {
        return List.of(
                List.of(ElementType.UINT8, 256),
                List.of(ElementType.UINT8, -1),
                List.of(ElementType.INT8, 128),
                List.of(ElementType.UINT16, 65536),
                List.of(ElementType.UINT16, (byte) -1),
                List.of(ElementType.INT16, 32768),
                List.of(ElementType.UINT32, -1L),
                List.of(ElementType.INT32, 1L << 31),
                List.of(ElementType.UINT64, -1),
                List.of(ElementType.INT64, 1f),
                List.of(ElementType.INT32, "1"),
                List.of(ElementType.FP32, 1.0),
                List.of(ElementType.FP64, 1f),
                List.of(ElementType.BOOL, 1),
                List.of(ElementType.BYTES, 'c'));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void unbox_elementThatDoesNotFit_isRefused(List<Object> example) {
        ElementType type = (ElementType) example.get(0);

        EngineException refusal = assertThrows(EngineException.class, () -> Boxes.unbox(type, List.of(example.get(1))));

        assertTrue(refusal.isCallerError());
        assertTrue(refusal.getMessage().contains(" elements for " + type), refusal.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void unbox_null_isRefused(ElementType type) {
        List<?> elements = Collections.singletonList(null);

        EngineException refusal = assertThrows(EngineException.class, () -> Boxes.unbox(type, elements));

        assertTrue(refusal.getMessage().endsWith(", had null"), refusal.getMessage());
    }

    @Test
    void text_ofBytes_isReadAsUtf8() throws Exception {
        assertEquals("\u00e4", Boxes.text(Arrays.asList((byte) 0xC3, (byte) 0xA4)));
    }
}
