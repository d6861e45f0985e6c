package dev.chorus.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.web.internal.watch.WatchOptions;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebConfigTest {

    @Test
    void defaults_ofTheDefinition_areThoseOfTheService() {
        // given
        Map<String, Object> shown = new HashMap<>();
        for (Method attribute : WebConfig.class.getDeclaredMethods()) {
            // Component property names (OSGi Compendium, 112.8.2.1)
            shown.put(attribute.getName().replace('_', '.'), attribute.getDefaultValue());
        }

        // when
        WatchOptions asShown = read(shown);
        WatchOptions asAbsent = read(Map.of("family", "parts"));

        // then
        assertEquals(12, shown.size());
        assertEquals(List.of(), asShown.problems());
        assertEquals(asAbsent, asShown);
    }

    @Test
    void read_rubbishEverywhere_collectsAllProblems() {
        Map<String, Object> properties = new HashMap<>();
        for (String name : List.of(
                "broker.url",
                "client.id",
                "user",
                "topic.root",
                "family",
                "deadline.ms",
                "picture.bytes.max",
                "results.kept",
                "pictures")) {
            properties.put(name, new Object[] {null});
        }

        assertEquals(9, read(properties).problems().size());
    }

    private static WatchOptions read(Map<String, Object> properties) {
        return WatchOptions.read(properties, "fallback", new PlainSecrets());
    }
}
