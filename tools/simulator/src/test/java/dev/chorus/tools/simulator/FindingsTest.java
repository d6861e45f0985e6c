package dev.chorus.tools.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {

    private static final double RESOLUTION = 1e-3;

    private final Findings findings = new Findings();

    /** The definition of {@link dev.chorus.core.metrics.Percentiles}. */
    @ParameterizedTest
    @CsvSource({
        "100, 50, 50",
        "100, 95, 95",
        "100, 99, 99",
        "20, 95, 19",
        "4, 50, 2",
        "1, 50, 1",
        "1, 99, 1",
        "0, 99, 0"
    })
    void percentileMillis_ofTheFirstNumbers_isTheNearestRank(int numbers, double percent, double expected) {
        for (int millis = 1; millis <= numbers; millis++) {
            findings.answered(millis * 1000, 1, 1);
        }

        assertEquals(expected, findings.percentileMillis(percent), expected * RESOLUTION);
    }
}
