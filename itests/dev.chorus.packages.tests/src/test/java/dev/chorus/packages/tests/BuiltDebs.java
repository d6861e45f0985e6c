package dev.chorus.packages.tests;

import dev.chorus.tools.packaging.DebFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The Debian packages that the build made. */
final class BuiltDebs {

    private static final String OURS = "chorus-";

    private BuiltDebs() {}

    /** Those that a gateway of an architecture takes, by name. */
    static Map<String, DebFile> of(String architecture) throws IOException {
        Map<String, DebFile> debs = new TreeMap<>();
        for (Path file : files(architecture)) {
            DebFile deb = DebFile.read(file);
            debs.put(deb.field("Package"), deb);
        }
        return debs;
    }

    /** The files of those that a gateway of an architecture takes. */
    static List<Path> files(String architecture) throws IOException {
        Path folder = Path.of(System.getProperty("chorus.packages")).resolveSibling("deb");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*_(all|" + architecture + ")\\.deb"))
                    .sorted()
                    .toList();
        }
    }

    /** The names of our packages that one needs, those that these need and so on. */
    static Set<String> needs(Map<String, DebFile> debs, String name) {
        Set<String> needs = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of(name));
        while (!open.isEmpty()) {
            for (String dependency : debs.get(open.remove(0)).dependencies()) {
                String needed = dependency.split(" ")[0];
                if (needed.startsWith(OURS) && needs.add(needed)) {
                    open.add(needed);
                }
            }
        }
        return needs;
    }
}
