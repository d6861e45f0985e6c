package dev.chorus.tools.benchmark;

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
 * @param most what it may be at most, by what Chorus promises of itself; empty where nothing is promised
 */
record Figure(String key, String meaning, String unit, List<Double> values, Optional<Double> most) {

    Figure {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(key + " has no values, allowed is at least one");
        }
    }

    static Figure once(String key, String meaning, String unit, double value) {
        return new Figure(key, meaning, unit, List.of(value), Optional.empty());
    }

    static Figure several(String key, String meaning, String unit, double... values) {
        return new Figure(key, meaning, unit, Arrays.stream(values).boxed().toList(), Optional.empty());
    }

    /** The same with what is promised. */
    Figure atMost(double target) {
        return new Figure(key, meaning, unit, values, Optional.of(target));
    }

    /** The middle one; of an even number the mean of the two in the middle. */
    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    double least() {
        return values.stream().mapToDouble(value -> value).min().orElseThrow();
    }

    double greatest() {
        return values.stream().mapToDouble(value -> value).max().orElseThrow();
    }

    /** Whether the median keeps what is promised. */
    boolean isMet() {
        return most.isEmpty() || median() <= most.get();
    }
}
