package dev.chorus.tools.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Class names as text: JSON, or one a line. Lines may be quoted, numbered ({@code 0 Class 1}, as Teachable Machine writes) and
 * preceded by a header. Stateless.
 */
final class LabelText {

    /** What stands between a number and its name: space, tab, comma, semicolon, colon, equals sign, point or parenthesis. */
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,5})(?:\\s*[,;:=\\t]\\s*|[.)]?\\s+)(\\S.*)");

    private static final Pattern HEADER = Pattern.compile(
            "(?:(?:id|idx|index|no|nr|number|class_?id|class_?index)[\\s,;:]+)?"
                    + "(?:labels?|class(?:es)?|(?:class|label)[ _]?names?|names?|categor(?:y|ies))",
            Pattern.CASE_INSENSITIVE);

    private LabelText() {}

    /**
     * Reads labels.
     *
     * @param classes how many the model has, where that is known; tells a header line from a label
     * @throws IllegalArgumentException if it is broken JSON, or JSON that is no list and no map of names
     */
    static LabelList parse(String text, OptionalInt classes) {
        return LabelJson.isJson(text) ? new LabelList(LabelJson.parse(text), List.of()) : lines(text, classes);
    }

    private static LabelList lines(String text, OptionalInt classes) {
        List<String> notes = new ArrayList<>();
        List<String> lines =
                text.stripTrailing().lines().map(String::strip).collect(Collectors.toCollection(ArrayList::new));
        boolean apostrophes = lines.stream().allMatch(line -> isBetween(line, '\''));
        lines.replaceAll(line -> apostrophes ? line.substring(1, line.length() - 1) : unquoted(line));
        dropHeader(lines, classes, notes);
        return new LabelList(withoutNumbers(lines, notes), notes);
    }

    private static boolean isBetween(String line, char mark) {
        return line.length() >= 2 && line.charAt(0) == mark && line.charAt(line.length() - 1) == mark;
    }

    private static String unquoted(String line) {
        if (!isBetween(line, '"')) {
            return line;
        }
        String inner = line.substring(1, line.length() - 1);
        return inner.replace("\"\"", "").contains("\"") ? line : inner.replace("\"\"", "\"");
    }

    private static void dropHeader(List<String> lines, OptionalInt classes, List<String> notes) {
        if (lines.isEmpty() || !HEADER.matcher(lines.get(0)).matches()) {
            return;
        }
        if (classes.isPresent() && classes.getAsInt() == lines.size()) {
            notes.add("the first label is '" + lines.get(0) + "'; if that is a header line, a label is missing");
        } else {
            notes.add("the header line '" + lines.remove(0) + "' of the labels is left out");
        }
    }

    private static List<String> withoutNumbers(List<String> lines, List<String> notes) {
        String[] names = new String[lines.size()];
        int placed = 0;
        for (String line : lines) {
            Matcher matcher = NUMBERED.matcher(line);
            if (!matcher.matches()) {
                return lines;
            }
            int number = Integer.parseInt(matcher.group(1));
            if (number < names.length && names[number] == null) {
                names[number] = unquoted(matcher.group(2).strip());
                placed++;
            }
        }
        if (placed < names.length) {
            notes.add("labels begin with numbers that are not 0 to " + (names.length - 1)
                    + ", each once; they are taken as parts of the names");
            return lines;
        }
        if (placed > 0) {
            notes.add("labels are numbered 0 to " + (names.length - 1) + "; the numbers are left out");
        }
        return List.of(names);
    }
}
