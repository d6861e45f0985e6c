package dev.chorus.core.fusion;

/**
 * The scaled sum with weights fitted to validation answers. A variant without a fitted weight counts with its weight by
 * the formula: fitted weights are on the same scale.
 */
public final class FittedWeights implements FusionStrategy {

    @Override
    public String name() {
        return "fitted-weights";
    }

    @Override
    public Fusion begin(int classes) {
        return new WeightedSum(
                classes, variantWeight -> variantWeight.fit().weight().orElse(variantWeight.weight()));
    }

    @Override
    public boolean isServedBy(VariantWeight variantWeight) {
        return variantWeight.fit().weight().isPresent();
    }
}
