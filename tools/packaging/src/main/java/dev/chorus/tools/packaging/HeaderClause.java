package dev.chorus.tools.packaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Clause of a bundle's header (OSGi Core 7, 3.2.4), such as {@code a;b;version="[1,2)";resolution:=optional}.
 *
 * @param paths paths before the parameters, here {@code a} and {@code b}
 * @param parameters attributes by their names, directives by their names and a colon, here {@code version} and {@code
 *     resolution:}; values without quotes
 * @param text text from the header
 */
public record HeaderClause(List<String> paths, Map<String, String> parameters, String text) {

    /** Parses a header into its clauses, in order; none if it is empty. */
    public static List<HeaderClause> parse(String header) {
        List<HeaderClause> clauses = new ArrayList<>();
        for (String text : split(header, ',')) {
            List<String> paths = new ArrayList<>();
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String part : split(text, ';')) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    paths.add(part);
                } else {
                    parameters.put(part.substring(0, equals).trim(), unquoted(part.substring(equals + 1)));
                }
            }
            clauses.add(new HeaderClause(paths, parameters, text));
        }
        return clauses;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char character : text.toCharArray()) {
            quoted ^= character == '"';
            if (character == separator && !quoted) {
                addTo(parts, part);
            } else {
                part.append(character);
            }
        }
        addTo(parts, part);
        return parts;
    }

    private static void addTo(List<String> parts, StringBuilder part) {
        String text = part.toString().trim();
        if (!text.isEmpty()) {
            parts.add(text);
        }
        part.setLength(0);
    }

    private static String unquoted(String value) {
        return value.trim().replace("\"", "");
    }
}
