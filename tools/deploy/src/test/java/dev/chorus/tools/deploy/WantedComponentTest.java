package dev.chorus.tools.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedComponentTest {

    private static final String FACTORY = "dev.chorus.Any";

    @ParameterizedTest
    @ValueSource(strings = {"a", "line1", "line-1", "line_1.camera.2", "0"})
    void name_validInKura_isAccepted(String name) {
        assertEquals(name, wanted(name, Map.of()).pid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "a.", "a..b", "a b", "a/b", "é", "a\n"})
    void name_thatKuraRefuses_isRefused(String name) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> wanted(name, Map.of()));
        assertTrue(refused.getMessage().startsWith("name must be letters, digits, "), refused.getMessage());
    }

    @Test
    void property_storedEmpty_isTheSameAsMissing() {
        // given
        ReportedComponent there = new ReportedComponent("a", FACTORY, Map.of("x", ""));
        // when
        List<PropertyValue> differences = wanted("a", Map.of("x", "1")).differences(Optional.of(there));
        // then
        assertEquals(List.of(PropertyValue.of("x", "1")), differences);
    }

    @Test
    void component_ofAnotherValueAfterAnUpdate_isNamedWithIt() {
        // given
        ReportedComponent there = new ReportedComponent("a", FACTORY, Map.of("x", "old"));
        // when
        Optional<String> missing = wanted("a", Map.of("x", "new")).missing(Optional.of(there), false);
        // then
        assertEquals(Optional.of("x is 'old'"), missing);
    }

    @Test
    void component_withoutTheSentPassword_isIncomplete() {
        // given
        ReportedComponent there = new ReportedComponent("a", FACTORY, Map.of());
        // then
        assertEquals(Optional.of("it has no password"), wanted("a", Map.of()).missing(Optional.of(there), true));
        assertEquals(Optional.empty(), wanted("a", Map.of()).missing(Optional.of(there), false));
    }

    @Test
    void secret_shown_isItsNameAlone() {
        // when
        PropertyValue secret = wanted("a", Map.of()).password("s3cret".toCharArray());
        // then
        assertFalse(secret.toString().contains("s3cret"), secret.toString());
        assertEquals("s3cret", secret.value());
    }

    private static WantedComponent wanted(String pid, Map<String, String> properties) {
        return new WantedComponent(pid, FACTORY, properties, Optional.empty());
    }
}
