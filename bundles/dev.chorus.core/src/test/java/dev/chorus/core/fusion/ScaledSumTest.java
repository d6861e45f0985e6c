package dev.chorus.core.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.topk.TopK;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaledSumTest {

    private static final int CLASSES = 1000;

    private final Fusion fusion = new ScaledSum().begin(CLASSES);

    @Test
    void ranking_twoVariants_isTheScaledSumOverTheWeights() {
        fusion.add(TopK.of(new int[] {1, 0}, new float[] {0.6f, 0.4f}), VariantWeight.of(0.5));
        fusion.add(TopK.of(new int[] {0, 2}, new float[] {0.8f, 0.2f}), VariantWeight.of(1.0));

        List<RankedClass> ranking = fusion.ranking();

        assertEquals(
                List.of(0, 1, 2), ranking.stream().map(RankedClass::classIndex).toList());
        assertEquals((0.5 * 0.4 + 0.8) / 1.5, ranking.get(0).score(), 1e-5);
        assertEquals(0.5 * 0.6 / 1.5, ranking.get(1).score(), 1e-5);
        assertEquals(0.2 / 1.5, ranking.get(2).score(), 1e-5);
    }

    @Test
    void ranking_nothingAdded_isEmpty() {
        assertEquals(List.of(), fusion.ranking());
    }

    @Test
    void ranking_equalSums_smallerIndexFirst() {
        fusion.add(TopK.of(new int[] {9}, new float[] {0.5f}), VariantWeight.of(1));
        fusion.add(TopK.of(new int[] {3}, new float[] {0.5f}), VariantWeight.of(1));

        assertEquals(3, fusion.ranking().get(0).classIndex());
    }

    @Test
    void ranking_manyClasses_keepsThemAll() {
        int[] classes = new int[TopK.MAX_K];
        float[] scores = new float[TopK.MAX_K];
        for (int rank = 0; rank < classes.length; rank++) {
            classes[rank] = rank * 3;
            scores[rank] = 1f - rank / 300f;
        }

        fusion.add(TopK.of(classes, scores), VariantWeight.of(1));

        assertEquals(TopK.MAX_K, fusion.ranking().size());
    }

    @Test
    void isDecided_marginJustAtWhatIsMissing_isNot() {
        fusion.add(TopK.of(new int[] {1}, new float[] {1f}), VariantWeight.of(1.0));

        assertFalse(fusion.isDecided(List.of(VariantWeight.of(1))));
        assertTrue(fusion.isDecided(List.of(VariantWeight.of(0.999))));
    }

    /** Each weight is rounded up to whole steps: rounding their sum would be short by two. */
    @Test
    void isDecided_severalMissingBetweenSteps_countsEachOfThem() {
        double step = 1.0 / (1 << 20);
        List<VariantWeight> missing = Collections.nCopies(3, VariantWeight.of(1 + step / 8));

        fusion.add(TopK.of(new int[] {1}, new float[] {1f}), VariantWeight.of(3 + 2 * step));

        assertFalse(fusion.isDecided(missing));
        missing.forEach(variantWeight -> fusion.add(TopK.of(new int[] {2}, new float[] {1f}), variantWeight));
        assertEquals(2, fusion.ranking().get(0).classIndex());
    }
}
