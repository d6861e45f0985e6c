package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1.2,2) | 1.2.0   | true",
                "[1.2,2) | 1.10.1  | true",
                "[1.2,2) | 1.1.9   | false",
                "[1.2,2) | 2.0.0   | false",
                "(1.2,2] | 1.2.0   | false",
                "(1.2,2] | 2.0.0   | true",
                "1.2     | 7.0.0   | true",
                "1.2     | 1.1.0   | false",
                "0.0.0   | 0.0.0   | true",
            })
    void range_asked_includesWhatIsBetweenItsBounds(String range, String version, boolean included) {
        assertEquals(included, new VersionRange(range).includes(version));
    }
}
