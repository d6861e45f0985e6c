package dev.chorus.core.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * Percentiles of a complete set of values, by nearest rank: the p-th percentile is the smallest value that at least p
 * percent of the values do not exceed. It is always one of the values. The median is the 50th percentile, of an even
 * number the lower of the two in the middle. Immutable.
 *
 * <p>This is the one definition of the project. Tools that record latencies without a bound on their number use
 * HdrHistogram, which has the same definition to within its resolution. Bundles do not: a gateway has at most 1,000
 * values at a time, and each library there has to be installed and updated.
 */
public final class Percentiles {

    private final double[] sorted;

    private Percentiles(double[] sorted) {
        Arrays.sort(sorted);
        this.sorted = sorted;
    }

    /** Creates percentiles of values in any order and unit, none of them NaN; copied. */
    public static Percentiles of(double... values) {
        return new Percentiles(values.clone());
    }

    /** Creates percentiles of values in any order and unit, none of them null or NaN; copied. */
    public static Percentiles of(Collection<? extends Number> values) {
        return new Percentiles(values.stream().mapToDouble(Number::doubleValue).toArray());
    }

    /**
     * Returns a percentile.
     *
     * @param percent 0 to 100; 0 is the least value, 100 the greatest
     * @return in the unit of the values; empty if there are none
     * @throws IllegalArgumentException if percent is out of range
     */
    public OptionalDouble at(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent must be 0 to 100, was " + percent);
        }
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        // Multiplied first: 7 / 100.0 * 100 is more than 7.
        int rank = (int) Math.ceil(percent * sorted.length / 100);
        return OptionalDouble.of(sorted[Math.max(1, rank) - 1]);
    }

    /** The 50th percentile; empty if there are no values. */
    public OptionalDouble median() {
        return at(50);
    }
}
