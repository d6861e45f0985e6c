package dev.chorus.tools.evaluation.report;

import java.util.List;

/** Horizontal bars, one below the other, each with its name before and its value behind it. */
final class Bars {

    private static final int WIDTH = 640;
    private static final int ROW = 30;
    private static final int BAR = 18;
    private static final int VALUE_WIDTH = 150;
    private static final int CHARACTER = 8;

    private Bars() {}

    /**
     * One bar.
     *
     * @param name before it
     * @param length 0 to 1, of the room there is
     * @param value behind it
     * @param style class of its colour
     */
    record Bar(String name, double length, String value, String style) {}

    /** Draws them. */
    static String draw(String title, List<Bar> bars) {
        int longest = bars.stream().mapToInt(bar -> bar.name().length()).max().orElse(0);
        int left = Math.min(WIDTH / 3, longest * CHARACTER + 16);
        double room = WIDTH - left - VALUE_WIDTH;
        Svg svg = new Svg(WIDTH, bars.size() * ROW + 4, title);
        int y = 2;
        for (Bar bar : bars) {
            double end = left + Math.max(1, room * bar.length());
            svg.words("name", "end", left - 8, y + 19, shortened(bar.name(), left / CHARACTER));
            svg.rect("rail", left, y + 6, room, BAR);
            svg.rect(bar.style(), left, y + 6, end - left, BAR);
            svg.words("value", "start", left + room + 10, y + 19, bar.value());
            y += ROW;
        }
        return svg.end();
    }

    private static String shortened(String name, int atMost) {
        return name.length() <= atMost ? name : name.substring(0, Math.max(1, atMost - 1)) + "\u2026";
    }
}
