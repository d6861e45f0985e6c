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
        assertEquals(20, shown.size());
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
                "pictures",
                "keep",
                "keep.folder",
                "keep.margin.percent",
                "keep.disagreement",
                "keep.pictures.max",
                "keep.mebibytes.max",
                "keep.per.minute.max")) {
            properties.put(name, new Object[] {null});
        }

        assertEquals(16, read(properties).problems().size());
    }

    @Test
    void read_keepOnDiskWithoutAnAbsoluteFolder_isAProblem() {
        assertEquals(
                List.of("keep.folder must be an absolute path with keep disk, was 'here'"),
                read(Map.of("family", "parts", "keep", "disk", "keep.folder", "here"))
                        .problems());
    }

    private static WatchOptions read(Map<String, Object> properties) {
        return WatchOptions.read(properties, "line1", new PlainSecrets());
    }
}
