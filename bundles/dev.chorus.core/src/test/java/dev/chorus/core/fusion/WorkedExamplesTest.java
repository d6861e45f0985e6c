package dev.chorus.core.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fit;
import dev.chorus.core.topk.TopK;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/fusion.md}: its three variants and its figures. */
class WorkedExamplesTest {

    private static final int BOLT = 0;
    private static final int NUT = 1;
    private static final int WASHER = 2;
    private static final int GEAR = 3;
    private static final int CLASSES = 4;

    /** The page rounds to three digits after the point. */
    private static final double SHOWN = 0.0005;

    private static final VariantWeight A = new VariantWeight(2, Fit.of(1, 2));
    private static final VariantWeight B = new VariantWeight(1, Fit.of(2, 1));
    private static final VariantWeight C = new VariantWeight(1, Fit.of(1, 1));

    @Test
    void scaledSum_example_isBolt() {
        Fusion fusion = fused(new ScaledSum());

        assertRanking(
                fusion, new RankedClass(BOLT, 0.475), new RankedClass(NUT, 0.325), new RankedClass(WASHER, 0.075));
        assertConfidence(fusion, 1, 0.488);
        assertConfidence(fusion, 0.5, 0.655);
    }

    @Test
    void fittedWeights_example_isNut() {
        Fusion fusion = fused(new FittedWeights());

        assertRanking(fusion, new RankedClass(NUT, 0.425), new RankedClass(BOLT, 0.35), new RankedClass(WASHER, 0.075));
        assertConfidence(fusion, 1, 0.425);
        assertConfidence(fusion, 0.5, 0.537);
    }

    @Test
    void logPool_example_isNut() {
        Fusion fusion = fused(new LogPool());

        assertRanking(
                fusion, new RankedClass(NUT, 0.389), new RankedClass(BOLT, 0.309), new RankedClass(WASHER, 0.184));
        assertEquals(0.118, fusion.probabilities().of(GEAR), SHOWN);
        assertConfidence(fusion, 1, 0.389);
        assertConfidence(fusion, 0.25, 0.686);
    }

    @Test
    void majority_example_isNut() {
        Fusion fusion = fused(new Majority());

        assertRanking(fusion, new RankedClass(NUT, 0.667), new RankedClass(BOLT, 0.333), new RankedClass(WASHER, 0));
        assertConfidence(fusion, 1, 0.325);
        assertConfidence(fusion, 0.5, 0.291);
    }

    @Test
    void scaledSum_onlyTheFirstAdded_leadsBySevenTenthsOfTheRest() {
        Fusion fusion = new ScaledSum().begin(CLASSES);

        fusion.add(topK(BOLT, 0.8f, NUT, 0.1f), A);

        assertEquals(0.7, fusion.lead(List.of(B, C)), SHOWN);
        assertFalse(fusion.isDecided(List.of(B, C)));
        assertTrue(fusion.isDecided(List.of(C)));
    }

    private static Fusion fused(FusionStrategy strategy) {
        Fusion fusion = strategy.begin(CLASSES);
        fusion.add(topK(BOLT, 0.8f, NUT, 0.1f), A);
        fusion.add(topK(NUT, 0.5f, BOLT, 0.3f), B);
        fusion.add(topK(NUT, 0.6f, WASHER, 0.3f), C);
        return fusion;
    }

    private static TopK topK(int first, float ofFirst, int second, float ofSecond) {
        return TopK.of(new int[] {first, second}, new float[] {ofFirst, ofSecond});
    }

    private static void assertRanking(Fusion fusion, RankedClass... expected) {
        List<RankedClass> ranking = fusion.ranking();
        assertEquals(expected.length, ranking.size());
        for (int rank = 0; rank < expected.length; rank++) {
            assertEquals(expected[rank].classIndex(), ranking.get(rank).classIndex());
            assertEquals(expected[rank].score(), ranking.get(rank).score(), SHOWN);
        }
    }

    private static void assertConfidence(Fusion fusion, double temperature, double expected) {
        int first = fusion.ranking(1).get(0).classIndex();
        assertEquals(expected, fusion.probabilities().tempered(temperature).of(first), SHOWN);
    }
}
