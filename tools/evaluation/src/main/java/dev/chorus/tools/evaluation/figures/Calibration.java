package dev.chorus.tools.evaluation.figures;

import dev.chorus.core.fusion.RankedClass;
import dev.chorus.core.topk.Score;
import dev.chorus.tools.evaluation.ask.Answers;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the fused confidence, the score of the first label, is the share of answers that are right.
 *
 * @param nll negative log likelihood of the truth, natural logarithm, mean over pictures
 * @param ece expected calibration error over {@link #BINS} bins of equal width, 0 to 1
 * @param bins from the lowest confidence to the highest
 */
public record Calibration(double nll, double ece, List<Bin> bins) {

    /** Bins of the reliability diagram (Guo et al. 2017, "On Calibration of Modern Neural Networks", section 2). */
    public static final int BINS = 15;

    /** What a frame cannot tell from zero: half a step of its scores. */
    private static final double SMALLEST = 0.5 / Score.ONE;

    public Calibration {
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
     * Computes it.
     *
     * @param classes in the label set
     */
    public static Calibration of(Answers answers, int classes) {
        int[] pictures = new int[BINS];
        int[] right = new int[BINS];
        double[] confidence = new double[BINS];
        double nll = 0;
        for (int picture = 0; picture < answers.pictures(); picture++) {
            List<RankedClass> ranking = answers.fused(picture);
            RankedClass first = ranking.get(0);
            int bin = Math.max(0, (int) Math.ceil(first.score() * BINS) - 1);
            pictures[bin]++;
            confidence[bin] += first.score();
            right[bin] += first.classIndex() == answers.truth(picture) ? 1 : 0;
            nll -= Math.log(Math.max(SMALLEST, probability(ranking, answers.truth(picture), classes)));
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
            ece += Math.abs(right[bin] - confidence[bin]) / answers.pictures();
        }
        return new Calibration(nll / answers.pictures(), ece, bins);
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
