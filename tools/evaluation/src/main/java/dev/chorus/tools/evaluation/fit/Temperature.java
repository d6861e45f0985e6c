package dev.chorus.tools.evaluation.fit;

import dev.chorus.core.family.Fit;
import dev.chorus.core.fusion.ClassProbabilities;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Temperature scaling (Guo et al. 2017, "On Calibration of Modern Neural Networks", section 4.2): the one number that makes
 * probabilities as likely as it can without changing which class is the first.
 */
public final class Temperature {

    /** Bounds of the logarithm narrow by the golden ratio each time: 40 leave 3e-8 of the range. */
    private static final int STEPS = 40;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Temperature() {}

    /**
     * The temperature with the least negative log likelihood. That is convex in the temperature's inverse, so it has a single
     * valley, in which golden-section search over the logarithm ends.
     *
     * @param said of each picture
     * @param truth class index of each picture
     * @return within {@link Fit#MIN_TEMPERATURE} and {@link Fit#MAX_TEMPERATURE}; 1 if there is no picture
     */
    public static double fit(List<ClassProbabilities> said, int[] truth) {
        if (truth.length == 0) {
            return 1;
        }
        double found = Math.exp(least(
                logarithm -> nll(said, truth, Math.exp(logarithm)),
                Math.log(Fit.MIN_TEMPERATURE),
                Math.log(Fit.MAX_TEMPERATURE)));
        return Math.min(Fit.MAX_TEMPERATURE, Math.max(Fit.MIN_TEMPERATURE, found));
    }

    /** The negative log likelihood of the truth at a temperature, natural logarithm, mean over pictures. */
    public static double nll(List<ClassProbabilities> said, int[] truth, double temperature) {
        double sum = 0;
        for (int picture = 0; picture < truth.length; picture++) {
            sum -= Math.log(said.get(picture).tempered(temperature).of(truth[picture]));
        }
        return sum / truth.length;
    }

    private static double least(DoubleUnaryOperator valley, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = valley.applyAsDouble(left);
        double atRight = valley.applyAsDouble(right);
        for (int step = 0; step < STEPS; step++) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = valley.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = valley.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }
}
