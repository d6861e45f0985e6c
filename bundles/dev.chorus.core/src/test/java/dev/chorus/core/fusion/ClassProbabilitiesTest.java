package dev.chorus.core.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.topk.TopK;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassProbabilitiesTest {

    private static final int CLASSES = 5;
    private static final TopK TOP_K = TopK.of(new int[] {3, 1}, new float[] {0.6f, 0.1f});

    @Test
    void of_topK_spreadsWhatIsLeftOverTheOthers() {
        // when
        ClassProbabilities probabilities = ClassProbabilities.of(TOP_K, CLASSES);

        // then
        assertEquals(0.6, probabilities.of(3), 1e-6);
        assertEquals(0.1, probabilities.of(1), 1e-6);
        assertEquals(0.1, probabilities.of(0), 1e-6);
        assertEquals(1, sum(probabilities), 1e-12);
    }

    @Test
    void of_certainVariant_keepsEveryClassPossible() {
        // given
        TopK certain = TopK.of(new int[] {2, 0}, new float[] {1, 0});

        // when
        ClassProbabilities probabilities = ClassProbabilities.of(certain, CLASSES);

        // then
        assertTrue(probabilities.of(0) > 0 && probabilities.of(4) > 0, "is impossible");
        assertEquals(1, sum(probabilities), 1e-12);
    }

    /** The second variant gives .5 to class 0, and .125 to each other. */
    @Test
    void probabilities_ofAScaledSum_areTheWeightedMean() {
        // given
        Fusion fusion = new ScaledSum().begin(CLASSES);

        // when
        fusion.add(TOP_K, VariantWeight.of(3));
        fusion.add(TopK.of(new int[] {0}, new float[] {0.5f}), VariantWeight.of(1));

        // then
        ClassProbabilities both = fusion.probabilities();
        assertEquals((3 * 0.6 + 0.125) / 4, both.of(3), 1e-5);
        assertEquals((3 * 0.1 + 0.5) / 4, both.of(0), 1e-5);
        assertEquals((3 * 0.1 + 0.125) / 4, both.of(4), 1e-5);
        assertEquals(1, sum(both), 1e-12);
    }

    @Test
    void tempered_half_squaresAndNormalises() {
        // when
        ClassProbabilities squared = ClassProbabilities.of(TOP_K, CLASSES).tempered(0.5);

        // then
        assertEquals(0.36 / (0.36 + 4 * 0.01), squared.of(3), 1e-6);
        assertEquals(0.01 / (0.36 + 4 * 0.01), squared.of(2), 1e-6);
    }

    @Test
    void of_allClassesNamed_hasNoOthers() {
        // given
        TopK all = TopK.of(new int[] {1, 0}, new float[] {0.75f, 0.25f});

        // then
        assertEquals(0.75, ClassProbabilities.of(all, 2).of(1), 1e-9);
        assertEquals(0.9, ClassProbabilities.of(all, 2).tempered(0.5).of(1), 1e-9);
    }

    private static double sum(ClassProbabilities probabilities) {
        return IntStream.range(0, CLASSES).mapToDouble(probabilities::of).sum();
    }
}
