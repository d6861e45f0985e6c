package dev.chorus.variant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.variant.internal.PlainSecrets;
import dev.chorus.variant.internal.service.VariantOptions;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariantConfigTest {

    @Test
    void defaults_ofTheDefinition_areThoseOfTheService() {
        // given
        Map<String, Object> shown = new HashMap<>();
        for (Method attribute : VariantConfig.class.getDeclaredMethods()) {
            // Component property names (OSGi Compendium, 112.8.2.1)
            shown.put(attribute.getName().replace('_', '.'), attribute.getDefaultValue());
        }
        shown.put("variant", "p32");

        // when
        VariantOptions asShown = read(shown);
        VariantOptions asAbsent = read(Map.of("family", "parts", "variant", "p32"));

        // then
        assertEquals(21, shown.size());
        assertEquals(List.of(), asShown.problems());
        assertEquals(asAbsent, asShown);
    }

    @Test
    void defaults_withoutVariant_reportWhatIsMissing() {
        VariantOptions options = read(Map.of("family", "parts", "variant", ""));

        assertEquals(1, options.problems().size());
        assertTrue(options.problems().get(0).startsWith("variant must be 1..64 of A-Z a-z 0-9 _ . -, was empty"));
    }

    private static VariantOptions read(Map<String, Object> properties) {
        return VariantOptions.read(properties, "line1", new PlainSecrets());
    }
}
