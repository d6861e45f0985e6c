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
        "0, 200, 0, 'gateways is 0, allowed is 1..8'",
        "9, 200, 0, 'gateways is 9, allowed is 1..8'",
        "4, 0, 1, 'pictures is 0, allowed is 1..100000'",
        "4, 200, 4, 'lose is 4, allowed is 0..3'",
        "4, 200, -1, 'lose is -1, allowed is 0..3'"
    })
    void constructor_outOfRange_isRefusedNamingWhatIsAllowed(int gateways, int pictures, int lose, String expected) {
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
