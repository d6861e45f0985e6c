package dev.chorus.tools.importer;

import dev.chorus.core.family.LabelSet;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Refuses names that look alike in consoles and reports, and names with characters that do not show. Stateless. */
final class LabelNames {

    private static final String VARIATION_SELECTORS = "[\\uFE00-\\uFE0F]";

    private LabelNames() {}

    /**
     * Labels as a set.
     *
     * @throws IllegalArgumentException if they are not as {@link LabelSet} allows, one has an invisible character, or two are
     *     spellings of one name
     */
    static LabelSet checked(List<String> labels) {
        LabelSet set = new LabelSet(labels);
        Map<String, Integer> seen = new HashMap<>();
        for (int at = 0; at < labels.size(); at++) {
            String label = labels.get(at);
            refuseInvisible(at, label);
            Integer other = seen.put(key(label), at);
            if (other != null) {
                throw new IllegalArgumentException("labels " + other + " and " + at + ", '" + labels.get(other)
                        + "' and '" + label + "', differ only in " + difference(labels.get(other), label)
                        + "; required is one spelling for one name");
            }
        }
        return set;
    }

    private static void refuseInvisible(int at, String label) {
        label.codePoints().filter(LabelNames::isInvisible).findFirst().ifPresent(character -> {
            throw new IllegalArgumentException(String.format(
                    "label %d is '%s', which has the invisible character U+%04X (%s); required are characters that show",
                    at, visible(label), character, Character.getName(character)));
        });
    }

    /** Formatting and direction characters, fillers, and spaces other than U+0020. */
    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.FORMAT,
                    Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            case Character.SPACE_SEPARATOR -> character != ' ';
                // Hangul fillers and the blank Braille pattern are letters and symbols by their type.
            default -> character == 0x115F
                    || character == 0x1160
                    || character == 0x3164
                    || character == 0xFFA0
                    || character == 0x2800
                    || character == 0x034F;
        };
    }

    private static String visible(String label) {
        StringBuilder visible = new StringBuilder();
        label.codePoints().forEach(character -> {
            if (isInvisible(character)) {
                visible.append(String.format("\\u%04x", character));
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.toString();
    }

    private static String key(String label) {
        return spaceless(Normalizer.normalize(label, Form.NFKC))
                .replaceAll(VARIATION_SELECTORS, "")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static String spaceless(String label) {
        return label.replace(" ", "");
    }

    private static String difference(String one, String other) {
        if (one.equalsIgnoreCase(other)) {
            return "upper and lower case";
        }
        return spaceless(one).equals(spaceless(other)) ? "spaces" : "case, spaces or Unicode normalization";
    }
}
