package dev.chorus.tools.evaluation.report;

import java.util.Locale;

/**
 * Writes one SVG drawing, to stand in an HTML page. Colours and fonts come from the page's style sheet by class, so that a
 * drawing follows it from light to dark and onto paper. Belongs to one thread.
 */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a drawing.
     *
     * @param width in the drawing's own units, about one pixel each
     * @param height likewise
     * @param title what it shows, for those who cannot see it
     */
    Svg(int width, int height, String title) {
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", width, height, Html.escaped(title));
    }

    /** A rectangle. */
    Svg rect(String style, double x, double y, double width, double height) {
        return add(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
                style, number(x), number(y), number(width), number(height));
    }

    /**
     * A rectangle that says more when pointed at.
     *
     * @param opacity 0 to 1
     */
    Svg rect(String style, double x, double y, double width, double height, double opacity, String tip) {
        return add(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill-opacity=\"%s\"><title>%s</title></rect>",
                style, number(x), number(y), number(width), number(height), number(opacity), Html.escaped(tip));
    }

    /** A straight line. */
    Svg line(String style, double x1, double y1, double x2, double y2) {
        return add(
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
                style, number(x1), number(y1), number(x2), number(y2));
    }

    /** A dot that says more when pointed at. */
    Svg dot(String style, double x, double y, double radius, String tip) {
        return add(
                "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>",
                style, number(x), number(y), number(radius), Html.escaped(tip));
    }

    /**
     * Words.
     *
     * @param anchor {@code start}, {@code middle} or {@code end}
     */
    Svg words(String style, String anchor, double x, double y, String words) {
        return add(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
                style, anchor, number(x), number(y), Html.escaped(words));
    }

    /** Words that are read from below. */
    Svg upright(String style, double x, double y, String words) {
        return add(
                "<text class=\"%s\" text-anchor=\"start\" transform=\"translate(%s %s) rotate(-60)\">%s</text>",
                style, number(x), number(y), Html.escaped(words));
    }

    /** The finished drawing. */
    String end() {
        return text + "</svg>\n";
    }

    private Svg add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    private static String number(double value) {
        String digits = String.format(Locale.ROOT, "%.2f", value);
        return digits.endsWith(".00") ? digits.substring(0, digits.length() - 3) : digits;
    }
}
