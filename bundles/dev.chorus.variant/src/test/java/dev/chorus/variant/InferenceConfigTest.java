package dev.chorus.variant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.variant.internal.engine.EngineOptions;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {

    @Test
    void defaults_ofTheDefinition_areThoseOfTheEngine() {
        // given
        Map<String, Object> shown = new HashMap<>();
        for (Method attribute : InferenceConfig.class.getDeclaredMethods()) {
            // Component property names (OSGi Compendium, 112.8.2.1)
            shown.put(attribute.getName().replace('_', '.'), attribute.getDefaultValue());
        }

        // then
        assertEquals(5, shown.size());
        assertEquals(EngineOptions.read(Map.of()), EngineOptions.read(shown));
    }
}
