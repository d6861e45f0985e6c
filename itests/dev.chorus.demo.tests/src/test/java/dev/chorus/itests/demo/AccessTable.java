package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of {@code docs/security.md} that says which user may publish and receive what. */
final class AccessTable {

    private static final String HEAD = "| user | publishes | receives |";
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    /**
     * What a user may do; filters below {@code chorus/FAMILY/}.
     *
     * @param publishes filters of the topics that it may publish to
     * @param receives filters of the topics that it receives
     */
    record Rights(TreeSet<String> publishes, TreeSet<String> receives) {

        boolean mayPublish(String topic) {
            return matches(publishes, topic);
        }

        boolean receives(String topic) {
            return matches(receives, topic);
        }

        private static boolean matches(TreeSet<String> filters, String topic) {
            return filters.stream()
                    .map(filter -> "chorus/[^/]+/"
                            + Pattern.quote(filter).replace("#", "\\E.*\\Q").replace("+", "\\E[^/]+\\Q"))
                    .anyMatch(topic::matches);
        }
    }

    private AccessTable() {}

    /** Reads it: user to rights. */
    static Map<String, Rights> read(Path page) throws IOException {
        Map<String, Rights> table = new TreeMap<>();
        try (Stream<String> lines = Files.lines(page)) {
            lines.dropWhile(line -> !line.equals(HEAD))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> line.split("\\|"))
                    .forEach(cells -> table.put(names(cells[1]).first(), new Rights(names(cells[2]), names(cells[3]))));
        }
        assertFalse(table.isEmpty(), page + " has no table " + HEAD);
        return table;
    }

    private static TreeSet<String> names(String cell) {
        TreeSet<String> names = new TreeSet<>();
        for (Matcher matcher = NAME.matcher(cell); matcher.find(); ) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
