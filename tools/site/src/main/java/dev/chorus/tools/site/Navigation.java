package dev.chorus.tools.site;

import dev.chorus.tools.files.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What {@code mkdocs.yml} says: the site's name, and its pages in their order, in chapters.
 *
 * @param name of the site
 * @param chapters in their order
 */
record Navigation(String name, List<Chapter> chapters) {

    /**
     * Pages that belong together.
     *
     * @param title empty for pages that stand alone
     * @param pages in their order
     */
    record Chapter(String title, List<Entry> pages) {}

    /**
     * One page.
     *
     * @param title as the navigation has it
     * @param file below {@code docs}
     */
    record Entry(String title, String file) {}

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it is not as MkDocs has it
     */
    static Navigation read(Path file) throws IOException {
        try {
            Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(InputFile.text(file));
            List<Chapter> chapters = new ArrayList<>();
            for (Object each : (List<?>) root.get("nav")) {
                Map.Entry<?, ?> one = ((Map<?, ?>) each).entrySet().iterator().next();
                if (one.getValue() instanceof String page) {
                    chapters.add(new Chapter("", List.of(new Entry(one.getKey().toString(), page))));
                } else {
                    chapters.add(new Chapter(one.getKey().toString(), entries((List<?>) one.getValue())));
                }
            }
            return new Navigation(root.get("site_name").toString(), chapters);
        } catch (YamlEngineException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException(
                    file + " is not as MkDocs has it, allowed are site_name and nav: " + e.getMessage(), e);
        }
    }

    private static List<Entry> entries(List<?> pages) {
        List<Entry> entries = new ArrayList<>();
        for (Object page : pages) {
            Map.Entry<?, ?> one = ((Map<?, ?>) page).entrySet().iterator().next();
            entries.add(new Entry(one.getKey().toString(), (String) one.getValue()));
        }
        return entries;
    }

    /** All pages in their order. */
    List<Entry> pages() {
        return chapters.stream().flatMap(chapter -> chapter.pages().stream()).toList();
    }
}
