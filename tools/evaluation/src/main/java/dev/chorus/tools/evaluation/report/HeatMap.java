package dev.chorus.tools.evaluation.report;

import dev.chorus.tools.evaluation.figures.Confusion;
import java.util.List;

/** The confusion matrix: a row for what a picture shows, a column for what was answered. */
final class HeatMap {

    /** More classes are no picture any more. */
    static final int MAX_CLASSES = 40;

    private static final int WIDTH = 640;
    private static final int CHARACTER = 7;
    private static final int MAX_LABEL = 14;
    private static final int NUMBERS_FROM_CELL = 24;

    private HeatMap() {}

    /** @param labels of at most {@link #MAX_CLASSES} classes */
    static String draw(Confusion confusion, List<String> labels) {
        List<String> names = labels.stream().map(HeatMap::shortened).toList();
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        double margin = longest * CHARACTER + 14;
        double slanted = longest * CHARACTER * 0.5;
        double cell = Math.min(46, (WIDTH - margin - slanted) / labels.size());
        double top = longest * CHARACTER * 0.87 + 16;
        Svg svg = new Svg(WIDTH, (int) (top + cell * labels.size() + 6), "Confusion matrix");
        for (int row = 0; row < labels.size(); row++) {
            svg.words("name", "end", margin - 6, top + cell * (row + 0.5) + 4, names.get(row));
            svg.upright("name", margin + cell * (row + 0.5) + 4, top - 6, names.get(row));
            for (int column = 0; column < labels.size(); column++) {
                cell(svg, confusion, labels, row, column, margin, top, cell);
            }
        }
        return svg.end();
    }

    private static void cell(
            Svg svg,
            Confusion confusion,
            List<String> labels,
            int row,
            int column,
            double margin,
            double top,
            double cell) {
        int count = confusion.count(row, column);
        double x = margin + cell * column;
        double y = top + cell * row;
        svg.rect("rail", x + 0.5, y + 0.5, cell - 1, cell - 1);
        if (count == 0) {
            return;
        }
        double share = (double) count / confusion.pictures(row);
        String style = row == column ? "mean" : "worst";
        // Rare mistakes stay visible: opacity grows with the root of their share.
        double opacity = row == column ? share : Math.min(1, 0.15 + 1.2 * Math.sqrt(share));
        String tip = labels.get(row) + " taken for " + labels.get(column) + ": " + count + ", " + Html.percent(share);
        svg.rect(style, x + 0.5, y + 0.5, cell - 1, cell - 1, opacity, tip);
        if (cell >= NUMBERS_FROM_CELL) {
            String number = opacity > 0.6 ? "small inside" : "small";
            svg.words(number, "middle", x + cell / 2, y + cell / 2 + 4, Long.toString(Math.round(100 * share)));
        }
    }

    private static String shortened(String label) {
        return label.length() <= MAX_LABEL ? label : label.substring(0, MAX_LABEL - 1) + "\u2026";
    }
}
