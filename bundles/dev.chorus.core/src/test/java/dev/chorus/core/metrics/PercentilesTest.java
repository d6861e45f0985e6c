package dev.chorus.core.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentilesTest {

    @ParameterizedTest
    @CsvSource({
        "100, 50, 50",
        "100, 95, 95",
        "100, 99, 99",
        "100, 7, 7",
        "100, 0, 1",
        "100, 100, 100",
        "100, 99.5, 100",
        "20, 95, 19",
        "10, 50, 5",
        "10, 95, 10",
        "3, 50, 2",
        "4, 50, 2",
        "1, 50, 1",
        "1, 95, 1",
        "1, 99, 1"
    })
    void at_ofTheFirstNumbers_isTheNearestRank(int numbers, double percent, double expected) {
        double[] values =
                IntStream.range(0, numbers).mapToDouble(at -> numbers - at).toArray();

        assertEquals(OptionalDouble.of(expected), Percentiles.of(values).at(percent));
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 95, 99})
    void at_ofNone_isEmpty(double percent) {
        assertEquals(OptionalDouble.empty(), Percentiles.of().at(percent));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN})
    void at_outOfRange_isRefused(double percent) {
        Percentiles percentiles = Percentiles.of(1, 2);

        assertThrows(IllegalArgumentException.class, () -> percentiles.at(percent));
    }

    @Test
    void median_ofNumbers_isThe50thPercentile() {
        assertEquals(OptionalDouble.of(2), Percentiles.of(List.of(3, 1, 2L)).median());
    }

    @Test
    void of_values_doesNotSortTheArray() {
        double[] values = {3, 1, 2};

        Percentiles.of(values);

        assertEquals(3, values[0]);
    }
}
