package dev.chorus.tools.parts.sketch;

import java.util.ArrayList;
import java.util.List;

/** The thread that bolts and screws share: zigzag flanks and slanted crests along the x axis. */
final class ThreadedRod {

    private ThreadedRod() {}

    /**
     * A threaded length.
     *
     * @param x1 where it begins
     * @param x2 where it ends, right of the beginning
     * @param radius1 radius at the beginning
     * @param radius2 radius at the end; smaller gives a taper
     * @param turns how many crests
     */
    static List<PaintedOutline> along(double x1, double x2, double radius1, double radius2, int turns) {
        double pitch = (x2 - x1) / turns;
        double depth = StrictMath.min(0.3 * radius1, 0.6 * pitch);
        double[] flanks = new double[8 * turns];
        List<PaintedOutline> crests = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            double from = x1 + pitch * turn;
            double middle = from + pitch / 2;
            double root = radiusAt(from, x1, x2, radius1, radius2) * (1 - depth / radius1);
            double crest = radiusAt(middle, x1, x2, radius1, radius2);
            int low = 8 * turns - 4 * turn;
            put(flanks, 4 * turn, from, -root, middle, -crest);
            put(flanks, low - 4, middle + pitch / 2, crest, from + pitch / 2, root);
            crests.add(PaintedOutline.plain(
                    Outlines.wire(0.32 * pitch, middle, -crest * 0.95, middle + pitch / 2, crest * 0.95),
                    Shading.flat(-0.45)));
        }
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(Outlines.polygon(flanks), Shading.alongX(radius1)));
        layers.addAll(crests);
        return layers;
    }

    private static double radiusAt(double x, double x1, double x2, double radius1, double radius2) {
        return radius1 + (radius2 - radius1) * (x - x1) / (x2 - x1);
    }

    private static void put(double[] xy, int at, double... values) {
        System.arraycopy(values, 0, xy, at, values.length);
    }
}
