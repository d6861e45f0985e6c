package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {

    @ParameterizedTest
    @CsvSource({
        "1.0.0, 1.0.0, 0",
        "0.9.0, 0.10.0, -1",
        "1.0.0, 0.10.9, 1",
        "1.2, 1.2.0, 0",
        "1.0.0, 1.0.0.a, -1",
        "1.0.0.b, 1.0.0.a, 1",
        "1.0.x, 1.0.a, 1",
    })
    void versions_compared_areInOrder(String first, String second, int expected) {
        assertEquals(expected, Integer.signum(Versions.compare(first, second)));
        assertEquals(-expected, Integer.signum(Versions.compare(second, first)));
    }
}
