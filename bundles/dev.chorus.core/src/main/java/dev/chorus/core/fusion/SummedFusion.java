package dev.chorus.core.fusion;

import java.util.Collection;
import java.util.List;

/**
 * A fusion that orders classes by integer sums to which every variant adds. The proof is the same for all: a variant
 * can bring a class nearer to the leader by at most its reach, so a margin above the total reach of the missing
 * variants is final. An equal margin is not enough: of equal sums the smaller class index is first.
 */
abstract class SummedFusion implements Fusion {

    final int classes;
    final ClassSums sums = new ClassSums();

    /** @param classes number of classes in the label set */
    SummedFusion(int classes) {
        this.classes = classes;
    }

    /** The most by which a variant can bring any class nearer to another, in the unit of the sums. */
    abstract long reach(VariantWeight variantWeight);

    /** The part of a class in {@link #whole()}; does not ascend where sums do not. */
    abstract double part(int slot);

    /** The total that scores are shares of; requires at least one class. */
    abstract double whole();

    @Override
    public final List<RankedClass> ranking(int atMost) {
        if (sums.size() == 0) {
            return List.of();
        }
        double whole = whole();
        int[] slots = sums.best(atMost);
        RankedClass[] ranking = new RankedClass[slots.length];
        for (int rank = 0; rank < slots.length; rank++) {
            ranking[rank] = new RankedClass(sums.classAt(slots[rank]), part(slots[rank]) / whole);
        }
        return List.of(ranking);
    }

    @Override
    public final boolean isDecided(Collection<VariantWeight> missing) {
        return sums.size() > 0 && margin() > reach(missing);
    }

    @Override
    public final double lead(Collection<VariantWeight> missing) {
        return sums.size() == 0 ? 0 : Math.max(0, (double) margin() / reach(missing));
    }

    /** The lead over every other class; unnamed classes have the sum 0. */
    private long margin() {
        return sums.margin(0, classes);
    }

    private long reach(Collection<VariantWeight> missing) {
        long reach = 0;
        for (VariantWeight variantWeight : missing) {
            reach += reach(variantWeight);
        }
        return reach;
    }

    @Override
    public final ClassProbabilities probabilities() {
        if (sums.size() == 0) {
            throw new IllegalStateException("no result was added yet");
        }
        double[] masses = new double[sums.size()];
        for (int slot = 0; slot < masses.length; slot++) {
            masses[slot] = mass(slot);
        }
        return ClassProbabilities.ofMasses(sums.classes(), masses, classes, massOfUnnamed());
    }

    @Override
    public void clear() {
        sums.clear();
    }

    /** The unnormalized probability of a class, in any unit; above 0. */
    abstract double mass(int slot);

    /** The unnormalized probability of every unnamed class. */
    abstract double massOfUnnamed();
}
