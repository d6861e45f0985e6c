package dev.chorus.core.fusion;

import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;

/**
 * Each variant votes for its first class; of classes with as many votes the one with the greater scaled sum is first.
 * The score reported is the share of votes; the number of votes is a poor measure of certainty, so probabilities are
 * those of the scaled sum.
 */
public final class Majority implements FusionStrategy {

    @Override
    public String name() {
        return "majority";
    }

    @Override
    public Fusion begin(int classes) {
        return new Votes(classes);
    }

    private static final class Votes extends SummedFusion {

        /** Exceeds any scaled sum of 256 variants of the greatest weight, so that one number orders by both. */
        private static final long VOTE = 1L << 54;

        /** The scaled sum; gets the same classes in the same order, so that slots are the same. */
        private final WeightedSum scaledSum;

        private int voters;

        Votes(int classes) {
            super(classes);
            scaledSum = new WeightedSum(classes, VariantWeight::weight);
        }

        @Override
        public void add(TopK topK, VariantWeight variantWeight) {
            long weight = FixedPoint.weight(variantWeight.weight());
            voters++;
            scaledSum.add(topK, variantWeight);
            for (int rank = 0; rank < topK.k(); rank++) {
                long scaled = weight * Score.toFixedPoint(topK.scoreAt(rank));
                sums.add(topK.classAt(rank), rank == 0 ? VOTE + scaled : scaled);
            }
        }

        @Override
        public void clear() {
            super.clear();
            scaledSum.clear();
            voters = 0;
        }

        /** The variant may vote for another class than the leader with full certainty, and not name the leader. */
        @Override
        long reach(VariantWeight variantWeight) {
            return VOTE + FixedPoint.weight(variantWeight.weight()) * Score.ONE;
        }

        @Override
        double part(int slot) {
            return sums.sumAt(slot) / VOTE;
        }

        @Override
        double whole() {
            return voters;
        }

        @Override
        double mass(int slot) {
            return scaledSum.mass(slot);
        }

        @Override
        double massOfUnnamed() {
            return scaledSum.massOfUnnamed();
        }
    }
}
