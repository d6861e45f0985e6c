package dev.chorus.tools.evaluation.report;

import java.util.Locale;

/** Text as pages hold it. */
final class Html {

    private Html() {}

    /** Good for content and for quoted attributes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A share as percent with one decimal: {@code 86.1 %}, the space never a line's end. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
    }

    /** With spaces between the thousands. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    /** A decimal number. */
    static String decimal(double number, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", number);
    }
}
