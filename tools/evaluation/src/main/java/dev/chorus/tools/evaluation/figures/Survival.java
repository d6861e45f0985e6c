package dev.chorus.tools.evaluation.figures;

import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What the survivors together get right when so many variants are lost.
 *
 * @param mean accuracy over every set of so many lost variants, 0 to 1
 * @param worst accuracy when the most precious ones are lost, 0 to 1
 * @param worstLost which these are, indices of variants
 */
public record Survival(double mean, double worst, List<Integer> worstLost) {

    /** Every subset of twelve variants; of more variants, as many losses as stay below. */
    private static final int MAX_SUBSETS = 1 << 12;

    public Survival {
        worstLost = List.copyOf(worstLost);
    }

    /**
     * For 1, 2, ... lost variants, every set of them; at least one survives.
     *
     * @return number of lost variants to what it does; empty for a family of one. Families of more than twelve variants have
     *     no entries where there are too many sets
     */
    public static SortedMap<Integer, Survival> of(VariantAnswers answers) {
        SortedMap<Integer, Survival> all = new TreeMap<>();
        long subsets = 0;
        for (int lost = 1; lost < answers.variants(); lost++) {
            subsets += choose(answers.variants(), lost);
            if (subsets > MAX_SUBSETS) {
                break;
            }
            all.put(lost, of(answers, lost));
        }
        return all;
    }

    private static Survival of(VariantAnswers answers, int lost) {
        List<Subset> subsets = setsOf(lost, answers.variants())
                .parallel()
                .mapToObj(gone -> new Subset(gone, answers.fusedAccuracy(variant -> (gone >> variant & 1) == 0)))
                .toList();
        double mean = subsets.stream().mapToDouble(Subset::accuracy).average().orElseThrow();
        Subset worst = subsets.stream()
                .min(Comparator.comparingDouble(Subset::accuracy))
                .orElseThrow();
        return new Survival(mean, worst.accuracy(), worst.members(answers.variants()));
    }

    /** All sets of so many out of n, as bits; the next larger number of as many bits (HAKMEM 175). */
    private static LongStream setsOf(int size, int n) {
        return LongStream.iterate((1L << size) - 1, set -> set < 1L << n, set -> {
            long lowest = set & -set;
            long carried = set + lowest;
            return carried | (set ^ carried) / lowest >> 2;
        });
    }

    private static long choose(int n, int size) {
        long count = 1;
        for (int taken = 1; taken <= size && count <= MAX_SUBSETS; taken++) {
            count = count * (n - size + taken) / taken;
        }
        return count;
    }

    /** Variants that are gone, as bits, and what the others get right. */
    private record Subset(long gone, double accuracy) {

        List<Integer> members(int variants) {
            return IntStream.range(0, variants)
                    .filter(variant -> (gone >> variant & 1) == 1)
                    .boxed()
                    .toList();
        }
    }
}
