package dev.chorus.core.topk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TopKTest {

    @Test
    void select_unsortedScores_ranksTheBest() {
        float[] scores = {0.1f, 0.5f, 0.05f, 0.3f, 0.05f};

        TopK topK = TopK.select(scores, 3);

        assertEquals(TopK.of(new int[] {1, 3, 0}, new float[] {0.5f, 0.3f, 0.1f}), topK);
    }

    @Test
    void select_equalScores_smallerIndexFirst() {
        float[] scores = {0.25f, 0.25f, 0.25f, 0.25f};

        TopK topK = TopK.select(scores, 2);

        assertEquals(TopK.of(new int[] {0, 1}, new float[] {0.25f, 0.25f}), topK);
    }

    @Test
    void select_moreThanThereAre_takesAll() {
        float[] scores = {0.2f, 0.8f};

        TopK topK = TopK.select(scores, 5);

        assertEquals(2, topK.k());
    }

    @Test
    void select_notANumber_refusedNamingTheClass() {
        float[] scores = {0.2f, Float.NaN};

        var refusal = assertThrows(IllegalArgumentException.class, () -> TopK.select(scores, 1));

        assertEquals("score of class 1 must be 0..1, was NaN", refusal.getMessage());
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(new int[] {1}, new float[] {0.5f, 0.2f}, "1 classes but 2 scores"),
                Arguments.of(new int[0], new float[0], "k must be 1..255, was 0"),
                Arguments.of(new int[256], new float[256], "k must be 1..255, was 256"),
                Arguments.of(new int[] {-1}, new float[] {0.5f}, "class index at rank 0 must be 0..65535, was -1"),
                Arguments.of(
                        new int[] {65_536}, new float[] {0.5f}, "class index at rank 0 must be 0..65535, was 65536"),
                Arguments.of(new int[] {1}, new float[] {1.5f}, "score at rank 0 must be 0..1, was 1.5"),
                Arguments.of(new int[] {1}, new float[] {Float.NaN}, "score at rank 0 must be 0..1, was NaN"),
                Arguments.of(new int[] {1, 2}, new float[] {0.1f, 0.2f}, "above the one before"),
                Arguments.of(new int[] {1, 1}, new float[] {0.2f, 0.1f}, "class index 1 must be listed once"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void of_wrongInput_refusedNamingIt(int[] classes, float[] scores, String message) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> TopK.of(classes, scores));

        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @Test
    void of_arraysChangedAfterwards_keepsItsOwn() {
        int[] classes = {7};
        TopK topK = TopK.of(classes, new float[] {0.5f});

        classes[0] = 8;

        assertEquals(7, topK.classAt(0));
    }

    @Test
    void first_smallerK_cutsTheEnd() {
        TopK topK = TopK.of(new int[] {4, 2, 0}, new float[] {0.5f, 0.3f, 0.1f});

        assertEquals(TopK.of(new int[] {4, 2}, new float[] {0.5f, 0.3f}), topK.first(2));
        assertSame(topK, topK.first(3));
    }

    @Test
    void fits_indexAtTheNumberOfClasses_doesNot() {
        TopK topK = TopK.of(new int[] {4, 2}, new float[] {0.5f, 0.3f});

        assertTrue(topK.fits(5));
        assertFalse(topK.fits(4));
    }

    @Test
    void fixedPoint_everyValue_survivesTheWayThroughFloat() {
        for (int value = 0; value <= Score.ONE; value++) {
            assertEquals(value, Score.toFixedPoint(Score.fromFixedPoint(value)));
        }
    }
}
