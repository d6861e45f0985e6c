package dev.chorus.tools.evaluation.report;

/**
 * The room of a plot whose axes go from 0 to 1, with margins for what is written beside it.
 *
 * @param width of the whole drawing
 * @param height likewise
 */
record Plane(int width, int height) {

    private static final int TOP = 26;
    private static final int RIGHT = 22;
    private static final int LEFT = 54;
    private static final int BOTTOM = 46;
    private static final int STEPS = 5;

    Svg begin(String title) {
        return new Svg(width, height, title);
    }

    int left() {
        return LEFT;
    }

    int right() {
        return width - RIGHT;
    }

    int bottom() {
        return height - BOTTOM;
    }

    double middle() {
        return (left() + right()) / 2.0;
    }

    double x(double share) {
        return LEFT + share * (right() - LEFT);
    }

    double y(double share) {
        return bottom() - share * (bottom() - TOP);
    }

    /** Lines across, every fifth, with percentages at the left. */
    void sharesAtLeft(Svg svg) {
        for (int step = 0; step <= STEPS; step++) {
            double share = (double) step / STEPS;
            svg.line(step == 0 ? "base" : "grid", LEFT, y(share), right(), y(share));
            svg.words("tick", "end", LEFT - 8, y(share) + 4, Math.round(100 * share) + "\u00a0%");
        }
    }

    /** Percentages below. */
    void sharesBelow(Svg svg, String name) {
        for (int step = 0; step <= STEPS; step++) {
            double share = (double) step / STEPS;
            svg.words("tick", "middle", x(share), bottom() + 18, Math.round(100 * share) + "\u00a0%");
        }
        svg.words("axis", "middle", middle(), bottom() + 38, name);
    }
}
