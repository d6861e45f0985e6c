package dev.chorus.tools.evaluation.fit;

import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.Answers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
        int others = classCount - said.k();
        return normalised(classes, named, others, others == 0 ? 0 : Math.max(SMALLEST, left) / others);
    }

    /**
     * What one variant says of each picture.
     *
     * @param classCount in the label set
     */
    public static List<ClassProbabilities> of(Answers answers, int variant, int classCount) {
        return IntStream.range(0, answers.pictures())
                .mapToObj(picture -> of(answers.said(picture, variant), classCount))
                .toList();
    }

    /**
     * What all variants together say of each picture: core's scaled sum over the sum of weights, with residual mass.
     *
     * @param classCount in the label set
     */
    public static List<ClassProbabilities> fused(Answers answers, int classCount) {
        return IntStream.range(0, answers.pictures())
                .mapToObj(picture -> mixture(
                        IntStream.range(0, answers.variants())
                                .mapToObj(variant -> of(answers.said(picture, variant), classCount))
                                .toList(),
                        answers.weights()))
                .toList();
    }

    /**
     * What several variants say together: the mean, in which each has its weight.
     *
     * @param parts at least one, all of one label set
     * @param weights of each, above 0
     */
    static ClassProbabilities mixture(List<ClassProbabilities> parts, List<Double> weights) {
        ClassProbabilities first = parts.get(0);
        int classCount = first.classes.length + first.others;
        int[] classes = named(parts).toArray();
        double[] named = new double[classes.length];
        double ofEachOther = 0;
        for (int part = 0; part < parts.size(); part++) {
            double weight = weights.get(part);
            for (int at = 0; at < classes.length; at++) {
                named[at] += weight * parts.get(part).of(classes[at]);
            }
            ofEachOther += weight * parts.get(part).ofEachOther;
        }
        int others = classCount - classes.length;
        return normalised(classes, named, others, others == 0 ? 0 : ofEachOther);
    }

    /** The classes that any of these names, each once. */
    static IntStream named(List<ClassProbabilities> parts) {
        return parts.stream().flatMapToInt(part -> Arrays.stream(part.classes)).distinct();
    }

    /**
     * The same with the logarithms divided by a temperature.
     *
     * @param temperature above 0; below 1 the likely classes become likelier
     */
    public ClassProbabilities tempered(double temperature) {
        double power = 1 / temperature;
        double[] powers = Arrays.stream(named).map(one -> Math.pow(one, power)).toArray();
        return normalised(classes, powers, others, Math.pow(ofEachOther, power));
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

    private static ClassProbabilities normalised(int[] classes, double[] named, int others, double ofEachOther) {
        double whole = Arrays.stream(named).sum() + others * ofEachOther;
        return new ClassProbabilities(
                classes, Arrays.stream(named).map(one -> one / whole).toArray(), others, ofEachOther / whole);
    }
}
