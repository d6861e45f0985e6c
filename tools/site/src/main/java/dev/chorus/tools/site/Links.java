package dev.chorus.tools.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where links of the repository's pages lead. What is elsewhere in the world is not looked at. Belongs to one thread. */
final class Links {

    private static final List<String> NOT_OURS = List.of("target", ".git", "node_modules");

    private final Map<Path, Markdown> pages = new HashMap<>();

    /** All Markdown files of a folder but for what is built, sorted. */
    static List<Path> pagesOf(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of(home.relativize(file).toString().split("/"))
                            .noneMatch(NOT_OURS::contains))
                    .sorted()
                    .toList();
        }
    }

    /** Those that lead to no file, or to no heading of one: "page: link". */
    List<String> broken(List<Path> files) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : files) {
            for (String link : page(file).destinations()) {
                if (!isElsewhere(link) && !leadsSomewhere(file, link)) {
                    broken.add(file + ": " + link);
                }
            }
        }
        return broken;
    }

    /** Whether a link leads out of the repository. */
    static boolean isElsewhere(String link) {
        return link.matches("[a-z]+:.*");
    }

    private boolean leadsSomewhere(Path from, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? from : from.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0
                || !target.toString().endsWith(".md")
                || page(target).anchors().containsValue(link.substring(hash + 1));
    }

    private Markdown page(Path file) throws IOException {
        Path known = file.toAbsolutePath().normalize();
        Markdown page = pages.get(known);
        if (page == null) {
            page = Markdown.read(known);
            pages.put(known, page);
        }
        return page;
    }
}
