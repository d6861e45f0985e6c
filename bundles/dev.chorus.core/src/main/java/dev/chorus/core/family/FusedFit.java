package dev.chorus.core.family;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was fitted to the answers of all variants of a family together, fused by one strategy, on validation pictures. Immutable.
 *
 * @param temperature what the logarithms of the fused probabilities are divided by so that they are calibrated,
 *     {@value Fit#MIN_TEMPERATURE} to {@value Fit#MAX_TEMPERATURE}
 * @param margins share of answers that may end with another first label than if everybody had been heard, above 0 and at most 1,
 *     to the margin that keeps to it: the part of what the missing variants could change at most, 0 to 1, that the leader must
 *     be ahead by; at most {@value #MAX_MARGINS}
 * @param answers of each class, on how many of the pictures it was the first label; empty if that was not counted
 */
public record FusedFit(double temperature, SortedMap<Double, Double> margins, List<Integer> answers) {

    /** The most margins of one strategy. */
    public static final int MAX_MARGINS = 16;

    /** Of families with more classes answers are not counted: statuses would be long. */
    public static final int MAX_COUNTED_CLASSES = 256;

    static final int MAX_ANSWERS = 1_000_000_000;

    /** Shares that differ by less are the same. */
    private static final double ROUNDING = 1e-9;

    /** Nothing was fitted. */
    public static final FusedFit NONE = new FusedFit(Fit.NONE.temperature(), new TreeMap<>());

    /** @throws IllegalArgumentException naming field, value and what is allowed */
    public FusedFit {
        Fit.checkTemperature(temperature);
        margins = Collections.unmodifiableSortedMap(new TreeMap<>(margins));
        if (margins.size() > MAX_MARGINS) {
            throw new IllegalArgumentException("margins are " + margins.size() + ", allowed are " + MAX_MARGINS);
        }
        margins.forEach((disagreement, margin) -> {
            Fit.require(disagreement > 0 && disagreement <= 1, "disagreement", disagreement, "above 0, at most 1");
            Fit.require(margin >= 0 && margin <= 1, "margin", margin, "0..1");
        });
        answers = List.copyOf(answers);
        if (answers.size() > MAX_COUNTED_CLASSES) {
            throw new IllegalArgumentException(
                    "answers are of " + answers.size() + " classes, allowed are " + MAX_COUNTED_CLASSES);
        }
        answers.forEach(
                number -> Fit.require(number >= 0 && number <= MAX_ANSWERS, "answers", number, "0.." + MAX_ANSWERS));
    }

    /**
     * One whose answers were not counted.
     *
     * @throws IllegalArgumentException naming field, value and what is allowed
     */
    public FusedFit(double temperature, SortedMap<Double, Double> margins) {
        this(temperature, margins, List.of());
    }

    /**
     * The margin of the greatest share that is not above the given one.
     *
     * @param disagreement 0 to 1
     * @return empty if none was fitted for so few
     */
    public OptionalDouble margin(double disagreement) {
        SortedMap<Double, Double> allowed = margins.headMap(disagreement + ROUNDING);
        return allowed.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(allowed.get(allowed.lastKey()));
    }
}
