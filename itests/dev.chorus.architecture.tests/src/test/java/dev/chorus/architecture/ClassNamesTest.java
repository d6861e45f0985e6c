package dev.chorus.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simple class name stands once in main code, so that a reader who meets it knows which class it is. */
class ClassNamesTest {

    private static final List<String> FOLDERS = List.of("bundles", "tools", "target-platform", "itests");
    private static final Path MAIN = Path.of("src", "main", "java");

    @Test
    void simpleNames_ofMainClasses_areUnique() throws IOException {
        Map<String, List<Path>> byName = new TreeMap<>();
        for (String folder : FOLDERS) {
            for (Path source : mainSources(root().resolve(folder))) {
                byName.computeIfAbsent(source.getFileName().toString(), any -> new ArrayList<>())
                        .add(source);
            }
        }
        byName.remove("package-info.java");
        assertTrue(byName.size() > 100, "found only " + byName.keySet());

        Map<String, List<Path>> repeated = byName.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertEquals(Map.of(), repeated);
    }

    private static List<Path> mainSources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains(MAIN.toString()))
                    .toList();
        }
    }

    /** The tests run in their module's folder. */
    private static Path root() {
        return Path.of("").toAbsolutePath().getParent().getParent();
    }
}
