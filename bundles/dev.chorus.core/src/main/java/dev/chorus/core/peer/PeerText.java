package dev.chorus.core.peer;

/**
 * Escapes texts of peers for terminals and logs: problems, labels, names, reasons of brokers, answers of other
 * gateways. Stateless.
 *
 * <p>Terminals interpret the C0 and C1 control characters, above all ESC sequences; bidirectional overrides and
 * isolates (Unicode, UAX #9) change how a line reads; U+2028 and U+2029 begin new lines, and halves of surrogate pairs
 * cannot be encoded.
 */
public final class PeerText {

    private static final String CUT = "...";

    private PeerText() {}

    /**
     * Returns the text with every character that does not print as itself replaced by a Unicode escape, such as
     * {@code \}{@code u001b}.
     *
     * @param text may be null
     * @return null for null
     */
    public static String escaped(String text) {
        return text == null || text.codePoints().allMatch(PeerText::isPrintable) ? text : escapedAll(text);
    }

    /**
     * Like {@link #escaped(String)}, for at most the given number of characters of the text.
     *
     * @param max at least 0
     */
    public static String escaped(String text, int max) {
        return text == null || text.length() <= max ? escaped(text) : escaped(text.substring(0, max)) + CUT;
    }

    private static String escapedAll(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isPrintable(character)) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append(String.format("\\u%04x", character));
            }
        });
        return escaped.toString();
    }

    /** Returns whether a character prints as itself and does not change its surroundings. */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> !isDirectional(codePoint);
            default -> true;
        };
    }

    /** The explicit formatting characters of UAX #9: marks, embeddings, overrides and isolates. */
    private static boolean isDirectional(int codePoint) {
        return codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || codePoint >= 0x202A && codePoint <= 0x202E
                || codePoint >= 0x2066 && codePoint <= 0x2069;
    }
}
