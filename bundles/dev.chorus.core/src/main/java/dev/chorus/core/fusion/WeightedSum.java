package dev.chorus.core.fusion;

import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Sums scores times weights. In addition sums masses that form a complete distribution: the residual mass of a Top-k is
 * spread evenly.
 */
final class WeightedSum extends SummedFusion {

    /** Number of parts of one weight step times one mass step in which shares of residual masses are counted. */
    private static final long SHARE_PARTS = 64;

    private static final int FEW = 16;

    private final ToDoubleFunction<VariantWeight> weightOf;
    private long totalWeight;
    private long massOfUnnamed;
    /** By slot: the mass above {@link #massOfUnnamed}. */
    private long[] extraMasses = new long[FEW];

    WeightedSum(int classes, ToDoubleFunction<VariantWeight> weightOf) {
        super(classes);
        this.weightOf = weightOf;
    }

    @Override
    public void add(TopK topK, VariantWeight variantWeight) {
        long weight = weight(variantWeight);
        int others = classes - topK.k();
        long share = others == 0 ? 0 : weight * FixedPoint.residualMass(topK) * SHARE_PARTS / others;
        totalWeight += weight;
        massOfUnnamed += share;
        for (int rank = 0; rank < topK.k(); rank++) {
            int slot = sums.add(topK.classAt(rank), weight * Score.toFixedPoint(topK.scoreAt(rank)));
            if (slot >= extraMasses.length) {
                extraMasses = Arrays.copyOf(extraMasses, 2 * extraMasses.length);
            }
            extraMasses[slot] += weight * FixedPoint.mass(topK, rank) * SHARE_PARTS - share;
        }
    }

    @Override
    public void clear() {
        super.clear();
        totalWeight = 0;
        massOfUnnamed = 0;
        if (extraMasses.length > ClassSums.MOST_KEPT) {
            extraMasses = new long[FEW];
        } else {
            Arrays.fill(extraMasses, 0);
        }
    }

    private long weight(VariantWeight variantWeight) {
        return FixedPoint.weight(weightOf.applyAsDouble(variantWeight));
    }

    /** The variant may give everything to one class and nothing to the leader. */
    @Override
    long reach(VariantWeight variantWeight) {
        return weight(variantWeight) * Score.ONE;
    }

    @Override
    double part(int slot) {
        return sums.sumAt(slot);
    }

    @Override
    double whole() {
        return (double) totalWeight * Score.ONE;
    }

    @Override
    double mass(int slot) {
        return massOfUnnamed + extraMasses[slot];
    }

    @Override
    double massOfUnnamed() {
        return massOfUnnamed;
    }
}
