package dev.chorus.tools.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.Password;
import org.junit.jupiter.api.Test;

class SettingsJsonTest {

    @Test
    void readList_ofWhatWasWritten_keepsTypes() {
        // given
        Map<String, Object> properties = Map.of("a", 3, "b", 3L, "c", 0.5, "d", 0.5f, "e", true, "f", "text\nline");
        ComponentSettings component = new ComponentSettings("test.Factory", "line1", properties);

        // when
        String json = SettingsJson.write(List.of(component));

        // then
        assertEquals(List.of(component), SettingsJson.readList(json));
        assertFalse(json.contains("\n"), json);
    }

    @Test
    void readProperties_password_isAPasswordAgain() {
        // when
        Map<String, Object> read = SettingsJson.readProperties(SettingsJson.write(Map.of("p", new Password("secret"))));

        // then
        assertArrayEquals("secret".toCharArray(), ((Password) read.get("p")).getPassword());
    }

    @Test
    void readProperties_list_becomesAnArray() {
        // when
        Map<String, Object> read = SettingsJson.readProperties(SettingsJson.write(Map.of("sizes", List.of(96, 128))));

        // then
        assertArrayEquals(new Integer[] {96, 128}, (Integer[]) read.get("sizes"));
    }

    @Test
    void readProperties_kurasOwnForm_isUnderstood() {
        assertEquals(
                new HashMap<>(Map.of("k", 3)),
                SettingsJson.readProperties("{\"k\":{\"type\":\"INTEGER\",\"value\":3}}"));
    }

    @Test
    void readProperties_valueOfAnotherType_isRefusedNamingBoth() {
        // when
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> SettingsJson.readProperties("{\"k\":{\"type\":\"INTEGER\",\"value\":\"three\"}}"));

        // then
        assertTrue(
                refusal.getMessage().contains("three") && refusal.getMessage().contains("INTEGER"),
                refusal.getMessage());
    }

    @Test
    void readProperties_untypedValue_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> SettingsJson.readProperties("{\"k\":3}"));
    }

    @Test
    void write_valueKuraHasNoTypeFor_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> SettingsJson.write(Map.of("k", new Object())));
    }

    @Test
    void constructor_nameTheConsoleWouldRefuse_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ComponentSettings("test.Factory", "line 1", Map.of()));
    }
}
