package dev.chorus.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.aggregator.internal.SettingsProbe;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AggregatorConfigTest {

    @Test
    void defaults_ofTheDefinition_areThoseOfTheService() {
        // given
        Map<String, Object> shown = new HashMap<>();
        for (Method attribute : AggregatorConfig.class.getDeclaredMethods()) {
            // Component property names (OSGi Compendium, 112.8.2.1)
            shown.put(attribute.getName().replace('_', '.'), attribute.getDefaultValue());
        }

        // when
        String asShown = SettingsProbe.read(shown);
        String asAbsent = SettingsProbe.read(Map.of("family", "parts"));

        // then
        assertEquals(27, shown.size());
        assertEquals(asAbsent, asShown);
    }
}
