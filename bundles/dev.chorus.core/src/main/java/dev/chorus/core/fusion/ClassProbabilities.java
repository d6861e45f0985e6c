package dev.chorus.core.fusion;

import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;

/**
 * The probabilities of all classes, above 0 with sum 1, as far as Top-k results determine them: the residual mass, 1
 * minus the scores, is spread evenly over the unnamed classes. Immutable.
 */
public final class ClassProbabilities {

    /**
     * Half a step of a frame's scores, which it cannot distinguish from zero: the minimum for a named class, or for all
     * others together.
     */
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
     * Returns the probabilities of one variant's result.
     *
     * @param classCount in the label set, at least as many as are named
     */
    public static ClassProbabilities of(TopK topK, int classCount) {
        int[] classes = new int[topK.k()];
        double[] named = new double[topK.k()];
        double left = 1;
        for (int rank = 0; rank < topK.k(); rank++) {
            classes[rank] = topK.classAt(rank);
            named[rank] = Math.max(SMALLEST, topK.scoreAt(rank));
            left -= named[rank];
        }
        return ofMasses(classes, named, classCount, Math.max(SMALLEST, left) / Math.max(1, classCount - topK.k()));
    }

    /**
     * Returns masses divided by their sum.
     *
     * @param classes the named classes, all distinct; not copied
     * @param masses of these, above 0; not copied
     * @param classCount in the label set, at least as many as are named
     * @param massOfEachOther of every unnamed class, above 0
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

    /** The named classes. */
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
     * Returns these probabilities with the logarithms divided by a temperature: of {@code p}, {@code p^(1/T)} over the
     * sum of these for all classes.
     *
     * @param temperature above 0; below 1 the likely classes become likelier
     */
    public ClassProbabilities tempered(double temperature) {
        // As shares of the greatest: powers of small numbers could underflow.
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
