package dev.chorus.tools.evaluation.report;

import dev.chorus.tools.evaluation.figures.Traffic;
import dev.chorus.tools.networks.Cut;

/** Bytes for one picture on a logarithmic scale: variant and class parallelism as bars, each cut of the base model a dot. */
final class BytesPlot {

    private static final int WIDTH = 640;
    private static final int LEFT = 190;
    private static final int RIGHT = 80;
    private static final int ROW = 44;
    private static final int BAR = 20;

    private BytesPlot() {}

    static String draw(Traffic traffic) {
        int decades = (int) Math.ceil(Math.log10(Math.max(traffic.mpWorst(), traffic.cp())));
        Svg svg = new Svg(WIDTH, 4 * ROW + 48, "Bytes on the wire for one picture");
        for (int decade = 0; decade <= decades; decade++) {
            double x = x(Math.pow(10, decade), decades);
            svg.line(decade == 0 ? "base" : "grid", x, 4, x, 4 * ROW + 4);
            svg.words("tick", "middle", x, 4 * ROW + 22, unit(decade));
        }
        svg.words("axis", "end", WIDTH - 2, 4 * ROW + 40, "bytes a picture, logarithmic");
        bar(svg, 0, "mean", "variants, 2k values", traffic.vpValues(), decades);
        bar(svg, 1, "mean", "variants, whole frames", traffic.vp(), decades);
        bar(svg, 2, "other", "class parallelism", traffic.cp(), decades);
        double y = 3 * ROW + ROW / 2.0;
        svg.words("name", "end", LEFT - 10, y + 4, "model parallelism");
        svg.line("span", x(traffic.mpBest(), decades), y, x(traffic.mpWorst(), decades), y);
        for (Cut cut : traffic.mp()) {
            String tip = "after " + cut.after() + ": " + Html.grouped(Traffic.bytes(cut)) + " bytes";
            svg.dot("cut", x(Traffic.bytes(cut), decades), y, 5, tip);
        }
        svg.words("value", "start", x(traffic.mpWorst(), decades) + 10, y + 4, Html.grouped(traffic.mpWorst()));
        svg.words("value", "middle", x(traffic.mpBest(), decades), y - 12, Html.grouped(traffic.mpBest()));
        return svg.end();
    }

    private static void bar(Svg svg, int row, String style, String name, long bytes, int decades) {
        double y = row * ROW + ROW / 2.0;
        double end = x(bytes, decades);
        svg.words("name", "end", LEFT - 10, y + 4, name);
        svg.rect(style, LEFT, y - BAR / 2.0, end - LEFT, BAR);
        svg.words("value", "start", end + 8, y + 4, Html.grouped(bytes));
    }

    private static double x(double bytes, int decades) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log10(bytes) / decades;
    }

    private static String unit(int decade) {
        String[] units = {"", "\u00a0k", "\u00a0M", "\u00a0G"};
        return (int) Math.pow(10, decade % 3) + units[decade / 3];
    }
}
