package dev.chorus.core.fusion;

import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;

/**
 * The logarithmic opinion pool: the weighted mean of the logarithms of the probabilities that the variants give to each
 * class, each at its temperature; a class that a variant does not name gets an even share of the residual mass. One
 * variant that is certain that a class is wrong counts for more than in a sum. The score reported is the pooled
 * probability.
 */
public final class LogPool implements FusionStrategy {

    @Override
    public String name() {
        return "log-pool";
    }

    @Override
    public Fusion begin(int classes) {
        return new Logarithms(classes);
    }

    private static final class Logarithms extends SummedFusion {

        /**
         * Scale of a natural logarithm: 256 variants of the greatest weight and the least temperature stay within a
         * long.
         */
        private static final double LOG_STEPS = 1 << 14;

        /** Pooled masses are whole multiples of this, so that their sum is the same in any order. */
        private static final double MASS_STEP = 0x1p-36;

        /**
         * Logarithm of the mass of each score that a frame can carry: the lookup takes no measurable time compared to
         * the rest of the fusion.
         */
        private static final int[] OF_SCORES = new int[Score.ONE + 1];

        static {
            for (int score = 0; score <= Score.ONE; score++) {
                OF_SCORES[score] = (int) logarithm(FixedPoint.mass(score), 1);
            }
        }

        /** From the logarithm of all mass to that of the least that one class of many can have; in steps. */
        private final long farthest;

        private long totalWeight;
        /** Number of classes, named or not. */
        private long greatest;

        Logarithms(int classes) {
            super(classes);
            farthest = -logarithm(1, classes - 1);
        }

        /** A sum is the lead of the class over an unnamed class. */
        @Override
        public void add(TopK topK, VariantWeight variantWeight) {
            long exponent = exponent(variantWeight);
            int others = classes - topK.k();
            long ofOthers = others == 0 ? 0 : logarithm(FixedPoint.residualMass(topK), others);
            totalWeight += FixedPoint.weight(variantWeight.weight());
            for (int rank = 0; rank < topK.k(); rank++) {
                long ofNamed = OF_SCORES[Score.toFixedPoint(topK.scoreAt(rank))];
                sums.add(topK.classAt(rank), exponent * (ofNamed - ofOthers));
            }
            greatest = sums.size() < classes ? Math.max(0, sums.greatest()) : sums.greatest();
        }

        @Override
        public void clear() {
            super.clear();
            totalWeight = 0;
            greatest = 0;
        }

        /** Applies the temperature by dividing the weight: normalizing the logarithms would change all classes alike. */
        private static long exponent(VariantWeight variantWeight) {
            return FixedPoint.weight(
                    variantWeight.weight() / variantWeight.fit().temperature());
        }

        /** The logarithm of an even share of a mass; in steps, 0 or below; never descends where the share does not. */
        private static long logarithm(int mass, int shares) {
            return Math.round(Math.log((double) mass / FixedPoint.MASS_ONE / shares) * LOG_STEPS);
        }

        /** The variant may give all mass to one class, and to the leader a share of the least that can remain. */
        @Override
        long reach(VariantWeight variantWeight) {
            return exponent(variantWeight) * farthest;
        }

        @Override
        double part(int slot) {
            return mass(slot);
        }

        @Override
        double whole() {
            double whole = (classes - sums.size()) * massOfUnnamed();
            for (int slot = 0; slot < sums.size(); slot++) {
                whole += mass(slot);
            }
            return whole;
        }

        @Override
        double mass(int slot) {
            return share(sums.sumAt(slot));
        }

        @Override
        double massOfUnnamed() {
            return share(0);
        }

        /** As a share of the mass of the class with the greatest sum. */
        private double share(long sum) {
            double logarithm = (sum - greatest) / (LOG_STEPS * totalWeight);
            return Math.max(1, Math.rint(Math.exp(logarithm) / MASS_STEP)) * MASS_STEP;
        }
    }
}
