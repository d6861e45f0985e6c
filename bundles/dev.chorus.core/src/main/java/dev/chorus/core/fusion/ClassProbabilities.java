package dev.chorus.core.fusion;

import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;

/**
 * The probabilities of all classes, above 0 and together 1, as far as Top-k results tell them: the residual mass, what the
 * scores leave of 1, is spread evenly over the classes that are not named. Immutable.
 */
public final class ClassProbabilities {

    /** What a frame cannot tell from zero, half a step of its scores: the least that a named class, or all others, have. */
    public static final double SMALLEST = 0.5 / Score.ONE;

    private final int[] classes;
    private final double[] named;
    private final int others;
    private final double ofEachOther;

    private ClassProbabilities(int[] classes, double[] named, int others, double ofEachOther) {
        this.classes = classes;
        this.named = named;
        this.others = others;
        this.ofEachOther = ofEachOther;
    }

    /**
     * What one variant says.
     *
     * @param classCount in the label set, at least as many as are named
     */
    public static ClassProbabilities of(TopK said, int classCount) {
        int[] classes = new int[said.k()];
        double[] named = new double[said.k()];
        double left = 1;
        for (int rank = 0; rank < said.k(); rank++) {
            classes[rank] = said.classAt(rank);
            named[rank] = Math.max(SMALLEST, said.scoreAt(rank));
            left -= named[rank];
        }
        return ofMasses(classes, named, classCount, Math.max(SMALLEST, left) / Math.max(1, classCount - said.k()));
    }

    /**
     * Masses, divided by what they are together.
     *
     * @param classes that are named, no two alike; not copied
     * @param masses of these, above 0; not copied
     * @param classCount in the label set, at least as many as are named
     * @param massOfEachOther of every class that is not named, above 0
     */
    static ClassProbabilities ofMasses(int[] classes, double[] masses, int classCount, double massOfEachOther) {
        int others = classCount - classes.length;
        double whole = others * massOfEachOther;
        for (double mass : masses) {
            whole += mass;
        }
        for (int at = 0; at < masses.length; at++) {
            masses[at] /= whole;
        }
        return new ClassProbabilities(classes, masses, others, massOfEachOther / whole);
    }

    /** The classes that are named. */
    public int[] named() {
        return classes.clone();
    }

    /** The probability of a class. */
    public double of(int classIndex) {
        for (int at = 0; at < classes.length; at++) {
            if (classes[at] == classIndex) {
                return named[at];
            }
        }
        return ofEachOther;
    }

    /**
     * The same with the logarithms divided by a temperature: of {@code p}, {@code p^(1/T)} over the sum of these for all classes.
     *
     * @param temperature above 0; below 1 the likely classes become likelier
     */
    public ClassProbabilities tempered(double temperature) {
        // As shares of the greatest: powers of small numbers could vanish.
        double greatest = ofEachOther;
        for (double one : named) {
            greatest = Math.max(greatest, one);
        }
        double power = 1 / temperature;
        double[] powers = new double[named.length];
        for (int at = 0; at < powers.length; at++) {
            powers[at] = Math.pow(named[at] / greatest, power);
        }
        return ofMasses(classes, powers, classes.length + others, Math.pow(ofEachOther / greatest, power));
    }
}
