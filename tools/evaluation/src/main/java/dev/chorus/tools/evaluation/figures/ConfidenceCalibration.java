package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.fusion.ClassProbabilities;
import dev.chorus.core.fusion.RankedClass;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a confidence in the first label is the share of answers that are right.
 *
 * @param nll negative log likelihood of the truth, natural logarithm, mean over pictures
 * @param ece expected calibration error over {@link #BINS} bins of equal width, 0 to 1
 * @param bins from the lowest confidence to the highest
 */
public record ConfidenceCalibration(double nll, double ece, List<Bin> bins) {

    /** Bins of the reliability diagram (Guo et al. 2017, "On Calibration of Modern Neural Networks", section 2). */
    public static final int BINS = 15;

    public ConfidenceCalibration {
        bins = List.copyOf(bins);
    }

    /**
     * Pictures whose answer had a confidence within these bounds.
     *
     * @param from excluded, but for 0
     * @param to included
     * @param pictures how many
     * @param confidence mean, 0 if there are no pictures
     * @param accuracy share of right answers, 0 if there are no pictures
     */
    public record Bin(double from, double to, int pictures, double confidence, double accuracy) {}

    /**
     * What is claimed of one picture.
     *
     * @param confidence in the first label, 0 to 1
     * @param right whether that is the truth
     * @param truth what the true class is given, 0 to 1
     */
    record Claim(double confidence, boolean right, double truth) {}

    /**
     * Of the published scores, as an aggregator sends them.
     *
     * @param classes in the label set
     */
    public static ConfidenceCalibration of(VariantAnswers answers, int classes) {
        return of(IntStream.range(0, answers.pictures())
                .mapToObj(picture -> {
                    List<RankedClass> ranking = answers.fused(picture);
                    int truth = answers.truth(picture);
                    RankedClass first = ranking.get(0);
                    return new Claim(first.score(), first.classIndex() == truth, probability(ranking, truth, classes));
                })
                .toList());
    }

    /**
     * Of other confidences in the same first labels.
     *
     * @param said of each picture
     */
    static ConfidenceCalibration of(VariantAnswers answers, List<ClassProbabilities> said) {
        return of(IntStream.range(0, answers.pictures())
                .mapToObj(picture -> {
                    int truth = answers.truth(picture);
                    int label = answers.fused(picture).get(0).classIndex();
                    return new Claim(
                            said.get(picture).of(label),
                            label == truth,
                            said.get(picture).of(truth));
                })
                .toList());
    }

    /** Of any claims, one for each picture. */
    static ConfidenceCalibration of(List<Claim> claims) {
        int[] pictures = new int[BINS];
        int[] right = new int[BINS];
        double[] confidence = new double[BINS];
        double nll = 0;
        for (Claim claim : claims) {
            int bin = Math.min(BINS, Math.max(1, (int) Math.ceil(claim.confidence() * BINS))) - 1;
            pictures[bin]++;
            confidence[bin] += claim.confidence();
            right[bin] += claim.right() ? 1 : 0;
            nll -= Math.log(Math.max(ClassProbabilities.SMALLEST, claim.truth()));
        }
        List<Bin> bins = new ArrayList<>();
        double ece = 0;
        for (int bin = 0; bin < BINS; bin++) {
            int count = Math.max(1, pictures[bin]);
            bins.add(new Bin(
                    (double) bin / BINS,
                    (bin + 1.0) / BINS,
                    pictures[bin],
                    confidence[bin] / count,
                    (double) right[bin] / count));
            ece += Math.abs(right[bin] - confidence[bin]) / claims.size();
        }
        return new ConfidenceCalibration(nll / claims.size(), ece, bins);
    }

    /** A class that nobody named has its share of what the named ones leave. */
    private static double probability(List<RankedClass> ranking, int truth, int classes) {
        double left = 1;
        for (RankedClass ranked : ranking) {
            if (ranked.classIndex() == truth) {
                return ranked.score();
            }
            left -= ranked.score();
        }
        return left / (classes - ranking.size());
    }
}
