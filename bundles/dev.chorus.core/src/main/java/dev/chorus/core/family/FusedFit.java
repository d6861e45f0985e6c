package dev.chorus.core.family;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was fitted to the answers of all variants of a family together, fused by one strategy, on validation pictures.
 * Immutable.
 *
 * @param temperature the divisor of the logarithms of the fused probabilities that calibrates them,
 *     {@value Fit#MIN_TEMPERATURE} to {@value Fit#MAX_TEMPERATURE}
 * @param margins share of answers that may end with another first label than with the results of all variants, above 0
 *     and at most 1, to the margin that achieves it: the lead of the first label required for an early stop, as a part
 *     of what the missing variants could change at most, 0 to 1; at most {@value #MAX_MARGINS}
 * @param answers for each class, the number of pictures with it as first label; empty if not counted
 */
public record FusedFit(double temperature, SortedMap<Double, Double> margins, List<Integer> answers) {

    /** Maximum number of margins of one strategy. */
    public static final int MAX_MARGINS = 16;

    /** Answers of families with more classes are not counted: statuses would be long. */
    public static final int MAX_COUNTED_CLASSES = 256;

    static final int MAX_ANSWERS = 1_000_000_000;

    /** Shares that differ by less are equal. */
    private static final double ROUNDING = 1e-9;

    /** Nothing was fitted. */
    public static final FusedFit NONE = new FusedFit(Fit.NONE.temperature(), new TreeMap<>());

    /** @throws IllegalArgumentException naming the field, the required value and the given value */
    public FusedFit {
        Fit.checkTemperature(temperature);
        margins = Collections.unmodifiableSortedMap(new TreeMap<>(margins));
        if (margins.size() > MAX_MARGINS) {
            throw new IllegalArgumentException("margins must be at most " + MAX_MARGINS + ", were " + margins.size());
        }
        margins.forEach((disagreement, margin) -> {
            Fit.require(disagreement > 0 && disagreement <= 1, "disagreement", disagreement, "above 0, at most 1");
            Fit.require(margin >= 0 && margin <= 1, "margin", margin, "0..1");
        });
        answers = List.copyOf(answers);
        if (answers.size() > MAX_COUNTED_CLASSES) {
            throw new IllegalArgumentException(
                    "answers must have at most " + MAX_COUNTED_CLASSES + " classes, have " + answers.size());
        }
        answers.forEach(
                number -> Fit.require(number >= 0 && number <= MAX_ANSWERS, "answers", number, "0.." + MAX_ANSWERS));
    }

    /**
     * Creates a fit without counted answers.
     *
     * @throws IllegalArgumentException naming the field, the required value and the given value
     */
    public FusedFit(double temperature, SortedMap<Double, Double> margins) {
        this(temperature, margins, List.of());
    }

    /**
     * Returns the margin of the greatest share that is not above the given one.
     *
     * @param disagreement 0 to 1
     * @return empty if none was fitted for so small a share
     */
    public OptionalDouble margin(double disagreement) {
        SortedMap<Double, Double> fitted = margins.headMap(disagreement + ROUNDING);
        return fitted.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(fitted.get(fitted.lastKey()));
    }
}
