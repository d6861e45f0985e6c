package dev.chorus.tools.benchmark;

import dev.chorus.core.metrics.Percentiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One figure of a bench.
 *
 * @param key for programs, in lower camel case
 * @param meaning for people
 * @param unit of the values; empty for numbers and ratios
 * @param values one for each time it was measured, at least one
 * @param target what Chorus promises of itself; empty where nothing is promised
 */
public record Figure(String key, String meaning, String unit, List<Double> values, Optional<Target> target) {

    /**
     * What the median is to be.
     *
     * @param atMost whether it may not be above; otherwise it may not be below
     */
    public record Target(double value, boolean atMost) {

        boolean isMetBy(double median) {
            return atMost ? median <= value : median >= value;
        }

        @Override
        public String toString() {
            return (atMost ? "at most " : "at least ") + Report.number(value);
        }
    }

    /** @throws IllegalArgumentException if there is no value */
    public Figure {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(key + " has no values, allowed is at least one");
        }
    }

    /** What was measured once. */
    public static Figure once(String key, String meaning, String unit, double value) {
        return new Figure(key, meaning, unit, List.of(value), Optional.empty());
    }

    /** What was measured several times. */
    public static Figure several(String key, String meaning, String unit, double... values) {
        return new Figure(key, meaning, unit, Arrays.stream(values).boxed().toList(), Optional.empty());
    }

    /** The same with what is promised. */
    public Figure atMost(double most) {
        return new Figure(key, meaning, unit, values, Optional.of(new Target(most, true)));
    }

    /** The same with what is promised. */
    public Figure atLeast(double least) {
        return new Figure(key, meaning, unit, values, Optional.of(new Target(least, false)));
    }

    /** The median of the values, as {@link Percentiles} defines it. */
    public double median() {
        return percentile(50);
    }

    /**
     * A percentile of the values, as {@link Percentiles} defines it.
     *
     * @param percent 0 to 100
     */
    public double percentile(double percent) {
        return Percentiles.of(values).at(percent).orElseThrow();
    }

    /** The smallest value. */
    public double least() {
        return values.stream().mapToDouble(value -> value).min().orElseThrow();
    }

    /** The greatest value. */
    public double greatest() {
        return values.stream().mapToDouble(value -> value).max().orElseThrow();
    }

    /** Whether the median keeps what is promised. */
    public boolean isMet() {
        return target.isEmpty() || target.get().isMetBy(median());
    }
}
