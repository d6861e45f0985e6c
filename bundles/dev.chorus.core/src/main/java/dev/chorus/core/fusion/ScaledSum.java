package dev.chorus.core.fusion;

/**
 * The paper's fusion (section "At run time"): scatter the Top-k scores, scale by the variants' weights, add. Its
 * softmax changes no rank and is omitted; the score reported is the sum divided by the sum of weights.
 */
public final class ScaledSum implements FusionStrategy {

    @Override
    public String name() {
        return "scaled-sum";
    }

    @Override
    public Fusion begin(int classes) {
        return new WeightedSum(classes, VariantWeight::weight);
    }
}
