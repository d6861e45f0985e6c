package dev.chorus.wires;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.wires.internal.ClassifierOptions;
import dev.chorus.wires.internal.PlainSecrets;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassifierConfigTest {

    @Test
    void defaults_ofTheDefinition_areThoseOfTheClassifier() {
        // given
        Map<String, Object> shown = new HashMap<>();
        for (Method attribute : ClassifierConfig.class.getDeclaredMethods()) {
            // Component property names (OSGi Compendium, 112.8.2.1)
            shown.put(attribute.getName().replace('_', '.'), attribute.getDefaultValue());
        }

        // when
        ClassifierOptions asShown = read(shown);

        // then
        assertEquals(15, shown.size());
        assertEquals(List.of(), asShown.problems());
        assertEquals(read(Map.of("family", "parts")), asShown);
    }

    @Test
    void read_ofMistakes_namesEach() {
        ClassifierOptions options = read(Map.of(
                "broker.url", "nowhere",
                "family", "",
                "on.failure", "shout",
                "open.max", 0,
                "pass.on", "perhaps"));

        assertEquals(5, options.problems().size(), options.problems().toString());
        assertEquals(true, options.address().isEmpty());
    }

    private static ClassifierOptions read(Map<String, Object> properties) {
        return ClassifierOptions.read(properties, "line1", new PlainSecrets());
    }
}
