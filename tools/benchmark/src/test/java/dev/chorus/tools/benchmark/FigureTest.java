package dev.chorus.tools.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void median_ofAnOddNumber_isTheOneInTheMiddle() {
        assertEquals(3, Figure.several("a", "b", "ms", 9, 1, 3).median());
    }

    @Test
    void median_ofAnEvenNumber_isTheLowerOfTheTwoInTheMiddle() {
        assertEquals(2, Figure.several("a", "b", "ms", 9, 1, 3, 2).median());
    }

    @Test
    void isMet_medianAtTheTarget_is() {
        assertTrue(Figure.several("a", "b", "ms", 9, 1, 3).atMost(3).isMet());
        assertFalse(Figure.several("a", "b", "ms", 9, 1, 3).atMost(2.9).isMet());
    }

    @Test
    void figure_withoutValues_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Figure.several("a", "b", "ms"));
    }
}
