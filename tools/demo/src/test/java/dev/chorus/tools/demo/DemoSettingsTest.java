package dev.chorus.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 200, 0, 'gateways must be 1 to 8, was 0'",
        "9, 200, 0, 'gateways must be 1 to 8, was 9'",
        "4, 0, 1, 'pictures must be 1 to 100000, was 0'",
        "4, 200, 4, 'lose must be 0 to 3, was 4'",
        "4, 200, -1, 'lose must be 0 to 3, was -1'"
    })
    void constructor_outOfRange_isRejectedWithTheRange(int gateways, int pictures, int lose, String expected) {
        // when
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new DemoSettings(gateways, pictures, lose, Optional.empty(), false));
        // then
        assertEquals(expected, refusal.getMessage());
    }

    @Test
    void constructor_allButOneLost_isTaken() {
        assertEquals(7, new DemoSettings(8, 1, 7, Optional.empty(), false).lose());
    }
}
