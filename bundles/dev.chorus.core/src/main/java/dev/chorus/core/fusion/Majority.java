package dev.chorus.core.fusion;

import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;

/**
 * Each variant's first class has its one vote; of classes with as many votes the one with the greater scaled sum is first. The
 * score reported is the share of votes; votes alone say little of how sure they are, so probabilities are those of the scaled sum.
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

        /** Above any scaled sum of 256 variants of the greatest weight, so that one number orders by both. */
        private static final long VOTE = 1L << 54;

        /** What is said beside the votes; it sees the same classes in the same order, so that slots are the same. */
        private final WeightedSum said;

        private int voters;

        Votes(int classes) {
            super(classes);
            said = new WeightedSum(classes, VariantWeight::weight);
        }

        @Override
        public void add(TopK topK, VariantWeight variantWeight) {
            long weight = FixedPoint.weight(variantWeight.weight());
            voters++;
            said.add(topK, variantWeight);
            for (int rank = 0; rank < topK.k(); rank++) {
                long scaled = weight * Score.toFixedPoint(topK.scoreAt(rank));
                sums.add(topK.classAt(rank), rank == 0 ? VOTE + scaled : scaled);
            }
        }

        @Override
        public void clear() {
            super.clear();
            said.clear();
            voters = 0;
        }

        /** It may vote for another class than the leader, surely, and say nothing of the leader. */
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
            return said.mass(slot);
        }

        @Override
        double massOfUnnamed() {
            return said.massOfUnnamed();
        }
    }
}
