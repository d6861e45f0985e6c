package dev.chorus.core.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Fit;
import dev.chorus.core.topk.TopK;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarantees of every strategy, for random results: few different scores, so that there are ties, and few classes. */
class AnyStrategyTest {

    private static final int ROUNDS = 3000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    AnyStrategyTest() {
        System.out.println("seed " + seed);
    }

    static List<FusionStrategy> strategies() {
        return FusionStrategies.ALL;
    }

    /** The result of a variant and its weight. */
    private record Result(TopK topK, VariantWeight variantWeight) {}

    @ParameterizedTest
    @MethodSource("strategies")
    void ranking_anyOrderOfArrival_isTheSame(FusionStrategy strategy) {
        for (int round = 0; round < ROUNDS; round++) {
            int classes = 2 + random.nextInt(8);
            List<Result> results = results(6, classes);
            Fusion inOrder = fused(strategy, classes, results);

            Collections.shuffle(results, random);
            Fusion shuffled = fused(strategy, classes, results);

            assertEquals(inOrder.ranking(), shuffled.ranking(), "seed " + seed);
            int first = inOrder.ranking().get(0).classIndex();
            assertEquals(
                    inOrder.probabilities().of(first), shuffled.probabilities().of(first), 1e-12, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void ranking_anything_isSortedSharesOfOne(FusionStrategy strategy) {
        for (int round = 0; round < ROUNDS; round++) {
            int classes = 2 + random.nextInt(8);
            Fusion fusion = fused(strategy, classes, results(1 + random.nextInt(6), classes));

            double before = 1;
            for (RankedClass ranked : fusion.ranking()) {
                assertTrue(ranked.score() >= 0 && ranked.score() <= before, ranked + ", seed " + seed);
                before = ranked.score();
            }
            assertEquals(fusion.ranking().subList(0, 1), fusion.ranking(1), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void probabilities_anything_areAboveZeroAndTogetherOne(FusionStrategy strategy) {
        for (int round = 0; round < ROUNDS; round++) {
            int classes = 2 + random.nextInt(8);
            ClassProbabilities probabilities =
                    fused(strategy, classes, results(5, classes)).probabilities();

            double[] all =
                    IntStream.range(0, classes).mapToDouble(probabilities::of).toArray();
            assertEquals(
                    1, IntStream.range(0, classes).mapToDouble(at -> all[at]).sum(), 1e-9, "seed " + seed);
            assertTrue(IntStream.range(0, classes).allMatch(at -> all[at] > 0), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void isDecided_wheneverTrue_waitingForAllGivesTheSameFirst(FusionStrategy strategy) {
        int decided = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int classes = 2 + random.nextInt(8);
            List<Result> results = results(5, classes);
            if (round % 2 == 0) {
                results.replaceAll(one -> new Result(sure(1, classes), one.variantWeight()));
            }
            decided += checked(strategy, classes, results);
        }
        assertTrue(decided > 100, "decided early only " + decided + " times, seed " + seed);
    }

    /**
     * The missing variants all give the result that hurts the leader most: everything to one other class, named before
     * or not.
     */
    @ParameterizedTest
    @MethodSource("strategies")
    void isDecided_missingOnesAgainstTheLeader_isNeverWrong(FusionStrategy strategy) {
        int decided = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int classes = 2 + random.nextInt(8);
            List<Result> results = results(6, classes);
            int added = 1 + random.nextInt(5);
            Fusion some = fused(strategy, classes, results.subList(0, added));
            int leader = some.ranking().get(0).classIndex();
            List<VariantWeight> missing = results.subList(added, 6).stream()
                    .map(Result::variantWeight)
                    .toList();
            if (!some.isDecided(missing)) {
                continue;
            }
            decided++;
            for (int other = 0; other < classes; other++) {
                if (other != leader) {
                    List<Result> all = new ArrayList<>(results.subList(0, added));
                    TopK against = TopK.of(new int[] {other}, new float[] {1});
                    missing.forEach(variantWeight -> all.add(new Result(against, variantWeight)));
                    assertEquals(
                            leader,
                            fused(strategy, classes, all).ranking().get(0).classIndex(),
                            "seed " + seed);
                }
            }
        }
        assertTrue(decided > 10, "decided early only " + decided + " times, seed " + seed);
    }

    /** As much against the leader as for it: of equal sums the smaller class index is first, and it may still come. */
    @ParameterizedTest
    @MethodSource("strategies")
    void isDecided_oneOfTwoEqualVoicesMissing_isNot(FusionStrategy strategy) {
        Fusion fusion = strategy.begin(2);
        fusion.add(TopK.of(new int[] {1, 0}, new float[] {1, 0}), VariantWeight.of(0.7));

        assertFalse(fusion.isDecided(List.of(VariantWeight.of(0.7))));

        fusion.add(TopK.of(new int[] {0, 1}, new float[] {1, 0}), VariantWeight.of(0.7));
        assertEquals(0, fusion.ranking().get(0).classIndex());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void begin_nothingAdded_nothingIsKnown(FusionStrategy strategy) {
        Fusion fusion = strategy.begin(3);

        assertEquals(List.of(), fusion.ranking());
        assertFalse(fusion.isDecided(List.of()));
        assertEquals(0, fusion.lead(List.of()));
        assertThrows(IllegalStateException.class, fusion::probabilities);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void clear_afterAnything_isAsIfNothingHadBeenAdded(FusionStrategy strategy) {
        int classes = 100;
        Fusion used = strategy.begin(classes);
        for (int round = 0; round < ROUNDS; round++) {
            List<Result> results = results(1 + random.nextInt(6), classes);

            used.clear();
            results.forEach(one -> used.add(one.topK(), one.variantWeight()));

            Fusion fresh = fused(strategy, classes, results);
            assertEquals(fresh.ranking(), used.ranking(), "seed " + seed);
            assertEquals(
                    fresh.lead(List.of(VariantWeight.of(1))), used.lead(List.of(VariantWeight.of(1))), "seed " + seed);
            int first = fresh.ranking().get(0).classIndex();
            assertEquals(fresh.probabilities().of(first), used.probabilities().of(first), "seed " + seed);
        }
    }

    /** Excess capacity is released; later requests must not be affected. */
    @ParameterizedTest
    @MethodSource("strategies")
    void clear_afterVeryManyClasses_isAsIfNothingHadBeenAdded(FusionStrategy strategy) {
        int classes = 3000;
        Fusion used = strategy.begin(classes);
        for (int first = 0; first < classes; first += 250) {
            used.add(TopK.of(IntStream.range(first, first + 250).toArray(), new float[250]), VariantWeight.of(1));
        }
        assertEquals(classes, used.ranking().size());
        List<Result> results = results(6, 100);

        used.clear();
        results.forEach(one -> used.add(one.topK(), one.variantWeight()));

        assertEquals(fused(strategy, classes, results).ranking(), used.ranking(), "seed " + seed);
    }

    /** @return how often it was decided before all results were added */
    private int checked(FusionStrategy strategy, int classes, List<Result> results) {
        int last = fused(strategy, classes, results).ranking().get(0).classIndex();
        int decided = 0;
        Fusion some = strategy.begin(classes);
        for (int added = 1; added < results.size(); added++) {
            some.add(results.get(added - 1).topK(), results.get(added - 1).variantWeight());
            List<VariantWeight> missing = results.subList(added, results.size()).stream()
                    .map(Result::variantWeight)
                    .toList();
            if (some.isDecided(missing)) {
                decided++;
                assertTrue(some.lead(missing) >= 1, "seed " + seed);
                assertEquals(last, some.ranking().get(0).classIndex(), "seed " + seed);
            }
        }
        return decided;
    }

    private static Fusion fused(FusionStrategy strategy, int classes, List<Result> results) {
        Fusion fusion = strategy.begin(classes);
        results.forEach(one -> fusion.add(one.topK(), one.variantWeight()));
        return fusion;
    }

    private List<Result> results(int variants, int classes) {
        List<Result> results = new ArrayList<>();
        for (int variant = 0; variant < variants; variant++) {
            results.add(new Result(topK(classes), variantWeight()));
        }
        return results;
    }

    private VariantWeight variantWeight() {
        double weight = (1 + random.nextInt(4)) / (random.nextBoolean() ? 2.0 : 3.0);
        return random.nextInt(3) == 0
                ? VariantWeight.of(weight)
                : new VariantWeight(weight, Fit.of((1 + random.nextInt(4)) / 2.0, 0.5 + random.nextInt(3)));
    }

    private TopK sure(int classIndex, int classes) {
        float[] scores = new float[classes];
        scores[classIndex] = 1 - random.nextInt(3) / 65535f;
        return TopK.select(scores, 1 + random.nextInt(classes));
    }

    private TopK topK(int classes) {
        float[] scores = new float[classes];
        int left = 8;
        for (int at = 0; at < classes; at++) {
            int given = random.nextInt(left + 1);
            scores[(at + 3) % classes] = given / 8f;
            left -= given;
        }
        return TopK.select(scores, 1 + random.nextInt(classes));
    }
}
