package dev.chorus.core.family;

import java.util.OptionalDouble;

/**
 * What was fitted to a variant's answers after training, on validation pictures; the variant runs without it.
 *
 * @param weight the fusion weight for scores as the variant sends them, above 0 and at most
 *     {@value Variant#MAX_WEIGHT}, on the scale of {@link Variant#weight}; empty: not fitted
 * @param temperature the divisor of the logarithms of the variant's probabilities that calibrates them (Guo et al.
 *     2017, "On Calibration of Modern Neural Networks", section 4.2), {@value #MIN_TEMPERATURE} to
 *     {@value #MAX_TEMPERATURE}; below 1 the variant's scores are too low, above 1 too high; 1: calibrated, or not
 *     fitted
 */
public record Fit(OptionalDouble weight, double temperature) {

    /** The least temperature. */
    public static final double MIN_TEMPERATURE = 0.05;

    /** The greatest temperature. */
    public static final double MAX_TEMPERATURE = 20;

    /** Nothing was fitted. */
    public static final Fit NONE = new Fit(OptionalDouble.empty(), 1);

    /** @throws IllegalArgumentException naming the field, the required value and the given value */
    public Fit {
        weight.ifPresent(fitted -> require(
                fitted > 0 && fitted <= Variant.MAX_WEIGHT,
                "fittedWeight",
                fitted,
                "above 0, at most " + Variant.MAX_WEIGHT));
        checkTemperature(temperature);
    }

    /**
     * Creates a fit of weight and temperature.
     *
     * @throws IllegalArgumentException naming the field, the required value and the given value
     */
    public static Fit of(double weight, double temperature) {
        return new Fit(OptionalDouble.of(weight), temperature);
    }

    static void checkTemperature(double temperature) {
        require(
                temperature >= MIN_TEMPERATURE && temperature <= MAX_TEMPERATURE,
                "temperature",
                temperature,
                MIN_TEMPERATURE + ".." + MAX_TEMPERATURE);
    }

    static void require(boolean valid, String field, double value, String required) {
        if (!valid) {
            throw new IllegalArgumentException(field + " must be " + required + ", was " + value);
        }
    }
}
