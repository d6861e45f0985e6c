package dev.chorus.core.fusion;

import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The paper's fusion (section "At run time"): scatter the Top-k scores, scale by the variants' weights, add. Its softmax
 * changes no rank and is left out; the score reported is the sum divided by the sum of weights.
 *
 * <p>Scores are taken with the 16 bits that the frame carries and weights in steps of 2^-20, so sums are exact in a long
 * and independent of the order of arrival. Cost depends on k and the number of variants, not on the number of classes.
 */
public final class ScaledSum implements FusionStrategy {

    @Override
    public String name() {
        return "scaled-sum";
    }

    @Override
    public Fusion begin() {
        return new Sum();
    }

    private static final class Sum implements Fusion {

        private static final double WEIGHT_STEPS = 1 << 20;

        private int[] classes = new int[16];
        private long[] sums = new long[16];
        private int size;
        private long totalWeight;

        @Override
        public void add(TopK topK, double weight) {
            long steps = inSteps(weight);
            totalWeight += steps;
            for (int rank = 0; rank < topK.k(); rank++) {
                int slot = slotOf(topK.classAt(rank));
                sums[slot] += steps * Score.toFixedPoint(topK.scoreAt(rank));
            }
        }

        @Override
        public List<RankedClass> ranking() {
            List<Integer> order = new ArrayList<>(size);
            for (int slot = 0; slot < size; slot++) {
                order.add(slot);
            }
            order.sort(Comparator.<Integer>comparingLong(slot -> -sums[slot]).thenComparingInt(slot -> classes[slot]));
            double whole = (double) totalWeight * Score.ONE;
            return order.stream()
                    .map(slot -> new RankedClass(classes[slot], sums[slot] / whole))
                    .toList();
        }

        @Override
        public boolean isDecided(double missingWeight) {
            if (size == 0) {
                return false;
            }
            long first = 0;
            long second = 0;
            for (int slot = 0; slot < size; slot++) {
                if (sums[slot] > first) {
                    second = first;
                    first = sums[slot];
                } else {
                    second = Math.max(second, sums[slot]);
                }
            }
            return first - second > inSteps(missingWeight) * Score.ONE;
        }

        private static long inSteps(double weight) {
            return (long) Math.ceil(weight * WEIGHT_STEPS);
        }

        private int slotOf(int classIndex) {
            for (int slot = 0; slot < size; slot++) {
                if (classes[slot] == classIndex) {
                    return slot;
                }
            }
            if (size == classes.length) {
                classes = Arrays.copyOf(classes, 2 * size);
                sums = Arrays.copyOf(sums, 2 * size);
            }
            classes[size] = classIndex;
            return size++;
        }
    }
}
