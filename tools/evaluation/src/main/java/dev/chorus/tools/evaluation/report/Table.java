package dev.chorus.tools.evaluation.report;

/** Writes one HTML table; cells are HTML. Belongs to one thread. */
final class Table {

    private final StringBuilder text = new StringBuilder();

    /** @param style class of the table, may be empty */
    Table(String style, String... columns) {
        text.append("<div class=\"scroll\"><table class=\"").append(style).append("\">\n");
        cells("th", columns);
    }

    Table row(String... cells) {
        cells("td", cells);
        return this;
    }

    private void cells(String element, String... cells) {
        text.append("<tr>");
        for (String cell : cells) {
            text.append('<').append(element).append('>').append(cell);
            text.append("</").append(element).append('>');
        }
        text.append("</tr>\n");
    }

    String end() {
        return text + "</table></div>\n";
    }
}
