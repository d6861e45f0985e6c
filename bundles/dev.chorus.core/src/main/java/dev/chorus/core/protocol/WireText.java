package dev.chorus.core.protocol;

import java.util.regex.Pattern;

/** Cleans texts of peers for display. Stateless. */
final class WireText {

    /** Maximum length of a text for display, in characters. */
    static final int MAX_LENGTH = 4096;

    private static final String CUT = "...";
    private static final Pattern NOT_TEXT = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private WireText() {}

    /**
     * Returns one line that a terminal, a log and a page can show and UTF-8 can encode: a space for each control
     * character, line separator and half of a surrogate pair, cut to {@value #MAX_LENGTH} characters.
     *
     * @param text may be null
     * @return null for null
     */
    static String line(String text) {
        if (text == null) {
            return null;
        }
        String line = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - CUT.length()) + CUT;
        return NOT_TEXT.matcher(line).replaceAll(" ");
    }
}
