package dev.chorus.core.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.topk.TopK;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaledSumTest {

    private final Fusion fusion = new ScaledSum().begin();

    @Test
    void ranking_twoVariants_isTheScaledSumOverTheWeights() {
        fusion.add(TopK.of(new int[] {1, 0}, new float[] {0.6f, 0.4f}), 0.5);
        fusion.add(TopK.of(new int[] {0, 2}, new float[] {0.8f, 0.2f}), 1.0);

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
        fusion.add(TopK.of(new int[] {9}, new float[] {0.5f}), 1);
        fusion.add(TopK.of(new int[] {3}, new float[] {0.5f}), 1);

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

        fusion.add(TopK.of(classes, scores), 1);

        assertEquals(TopK.MAX_K, fusion.ranking().size());
    }

    @Test
    void isDecided_marginJustAtWhatIsMissing_isNot() {
        fusion.add(TopK.of(new int[] {1}, new float[] {1f}), 1.0);

        assertFalse(fusion.isDecided(1.0));
        assertTrue(fusion.isDecided(0.999));
    }

    @Test
    void isDecided_nothingAdded_isNot() {
        assertFalse(fusion.isDecided(0));
    }

    @Test
    void ranking_anyOrderOfArrival_isTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<TopK> topKs = randomTopKs(random, 6);
            List<RankedClass> inOrder = fused(topKs).ranking();
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
            Collections.shuffle(order, random);

            Fusion shuffled = new ScaledSum().begin();
            order.forEach(variant -> shuffled.add(topKs.get(variant), weight(variant)));

            assertEquals(inOrder, shuffled.ranking(), "seed " + seed);
        }
    }

    @Test
    void isDecided_wheneverTrue_theRestNeverChangesTheFirst() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int decidedEarly = 0;
        for (int round = 0; round < 2000; round++) {
            List<TopK> topKs = randomTopKs(random, 5);
            Fusion some = new ScaledSum().begin();
            double missing = weight(0) + weight(1) + weight(2) + weight(3) + weight(4);
            for (int variant = 0; variant < 4; variant++) {
                some.add(topKs.get(variant), weight(variant));
                missing -= weight(variant);
                if (some.isDecided(missing)) {
                    decidedEarly++;
                    int first = some.ranking().get(0).classIndex();
                    assertEquals(first, fused(topKs).ranking().get(0).classIndex(), "seed " + seed);
                }
            }
        }
        assertTrue(decidedEarly > 100, "decided early only " + decidedEarly + " times, seed " + seed);
    }

    private static Fusion fused(List<TopK> topKs) {
        Fusion all = new ScaledSum().begin();
        for (int variant = 0; variant < topKs.size(); variant++) {
            all.add(topKs.get(variant), weight(variant));
        }
        return all;
    }

    private static double weight(int variant) {
        return 1 / (1.0 + variant * 0.37);
    }

    private static List<TopK> randomTopKs(Random random, int variants) {
        List<TopK> topKs = new ArrayList<>();
        for (int variant = 0; variant < variants; variant++) {
            float[] scores = new float[8];
            float left = 1;
            for (int index = 0; index < scores.length; index++) {
                scores[(index + random.nextInt(2)) % 8] = left * random.nextFloat();
                left -= scores[index] > left ? left : scores[index];
            }
            topKs.add(TopK.select(scores, 3));
        }
        return topKs;
    }
}
