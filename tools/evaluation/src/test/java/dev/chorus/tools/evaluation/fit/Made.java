package dev.chorus.tools.evaluation.fit;

import dev.chorus.core.fusion.ClassProbabilities;
import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Answers of variants of which it is known how far they can be trusted; the same for the same seed, which is printed. */
public final class Made {

    private static final int CLASSES = 12;

    private final Random random;

    public Made(long seed) {
        System.out.println("seed " + seed);
        this.random = new Random(seed);
    }

    /** Classes that there are. */
    public static int classes() {
        return CLASSES;
    }

    /**
     * One variant. What it could say is calibrated: the truth is drawn from it. What it says has the logarithms of that times the
     * temperature.
     *
     * @param k classes that it names
     */
    public VariantAnswers miscalibrated(int pictures, double temperature, int k) {
        int[] truth = new int[pictures];
        TopK[][] said = new TopK[pictures][1];
        for (int picture = 0; picture < pictures; picture++) {
            double[] logits = logits();
            truth[picture] = draw(softmax(logits, 1));
            said[picture][0] = topK(softmax(logits, temperature), k);
        }
        return new VariantAnswers(CLASSES, List.of(VariantWeight.of(1)), truth, said, List.of());
    }

    /**
     * Variants of weight 1, each right about a picture in its own share of the cases, independently of the others, and sure of
     * what it says to just that share: 0 answers at random.
     */
    public VariantAnswers knowing(int pictures, double... shares) {
        int[] truth = random.ints(pictures, 0, CLASSES).toArray();
        TopK[][] said = new TopK[pictures][shares.length];
        for (int picture = 0; picture < pictures; picture++) {
            for (int variant = 0; variant < shares.length; variant++) {
                boolean knows = random.nextDouble() < shares[variant];
                int best = knows ? truth[picture] : random.nextInt(CLASSES);
                double[] probabilities = softmax(logits(), 1);
                double share = Math.max(0.5, shares[variant]);
                for (int at = 0; at < CLASSES; at++) {
                    probabilities[at] = (1 - share) * probabilities[at] + (at == best ? share : 0);
                }
                said[picture][variant] = topK(probabilities, 5);
            }
        }
        return new VariantAnswers(
                CLASSES, Collections.nCopies(shares.length, VariantWeight.of(1)), truth, said, List.of());
    }

    /**
     * Variants of weight 1 that name all classes; the truth is drawn from their weighted mean at a temperature.
     *
     * @param weights together 1
     */
    VariantAnswers fused(int pictures, double temperature, double... weights) {
        int[] truth = new int[pictures];
        TopK[][] said = new TopK[pictures][weights.length];
        for (int picture = 0; picture < pictures; picture++) {
            Fusion fusion = new ScaledSum().begin(CLASSES);
            for (int variant = 0; variant < weights.length; variant++) {
                said[picture][variant] = topK(softmax(logits(), 1), CLASSES);
                fusion.add(said[picture][variant], VariantWeight.of(weights[variant]));
            }
            ClassProbabilities calibrated = fusion.probabilities().tempered(temperature);
            truth[picture] =
                    draw(IntStream.range(0, CLASSES).mapToDouble(calibrated::of).toArray());
        }
        return new VariantAnswers(
                CLASSES, Collections.nCopies(weights.length, VariantWeight.of(1)), truth, said, List.of());
    }

    /** A class, each as often as its probability says. */
    private int draw(double[] probabilities) {
        double left = random.nextDouble();
        int at = 0;
        while (at < probabilities.length - 1 && left >= probabilities[at]) {
            left -= probabilities[at++];
        }
        return at;
    }

    private double[] logits() {
        return IntStream.range(0, CLASSES)
                .mapToDouble(at -> 1.2 * random.nextGaussian())
                .toArray();
    }

    private static double[] softmax(double[] logits, double factor) {
        double[] powers =
                Arrays.stream(logits).map(one -> Math.exp(factor * one)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(one -> one / sum).toArray();
    }

    private static TopK topK(double[] probabilities, int k) {
        float[] scores = new float[probabilities.length];
        for (int at = 0; at < scores.length; at++) {
            scores[at] = (float) probabilities[at];
        }
        return TopK.select(scores, k);
    }
}
