package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** A belt pulley: from the front rim, spokes and hub; from the side its V grooves between the flanks. */
public final class Pulley implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        return random.chance(0.55) ? fromTheFront(random) : fromTheSide(random);
    }

    private static List<PaintedOutline> fromTheFront(SeededRandom random) {
        double outer = random.between(0.88, 1);
        double rim = outer * random.between(0.7, 0.8);
        double hub = outer * random.between(0.26, 0.36);
        double bore = hub * random.between(0.45, 0.6);
        int spokes = random.integer(3, 6);
        double width = random.between(0.14, 0.24);
        List<PaintedOutline> layers = new ArrayList<>(Outlines.plate(Outlines.ring(outer, rim), random));
        layers.add(PaintedOutline.plain(Outlines.ring(outer * 0.93, outer * 0.87), Shading.flat(-0.6)));
        double turn = random.angle();
        for (int spoke = 0; spoke < spokes; spoke++) {
            double at = turn + 2 * StrictMath.PI * spoke / spokes;
            double cos = StrictMath.cos(at);
            double sin = StrictMath.sin(at);
            Shape arm = Outlines.wire(width, hub * cos, hub * sin, rim * cos, rim * sin);
            layers.add(PaintedOutline.edged(arm, Shading.flat(-0.05)));
        }
        layers.add(PaintedOutline.edged(Outlines.ring(rim * 1.06, rim * 0.98), Shading.flat(0.2)));
        layers.add(PaintedOutline.edged(Outlines.disc(hub), Shading.flat(0.3)));
        layers.add(PaintedOutline.edged(Outlines.disc(bore), Shading.flat(-0.85)));
        return layers;
    }

    private static List<PaintedOutline> fromTheSide(SeededRandom random) {
        int grooves = random.chance(0.6) ? 1 : random.integer(2, 3);
        double half = random.between(0.3, 0.42) + 0.1 * (grooves - 1);
        double radius = random.between(0.78, 0.92);
        double root = radius * random.between(0.45, 0.62);
        double boss = random.between(0.2, 0.32);
        double reach = half + random.between(0.08, 0.3);
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(Outlines.box(-reach, -boss, reach, boss), Shading.alongX(boss)));
        double pitch = 2 * half / grooves;
        double land = pitch * random.between(0.1, 0.16);
        layers.add(PaintedOutline.edged(profile(half, radius, root, grooves, land), Shading.alongX(radius)));
        for (int groove = 0; groove < grooves; groove++) {
            double middle = -half + pitch * (groove + 0.5);
            double bottom = pitch * 0.1;
            layers.add(PaintedOutline.edged(
                    Outlines.box(middle - bottom, -root, middle + bottom, root), Shading.flat(-0.65)));
            layers.add(PaintedOutline.plain(
                    Outlines.polygon(
                            middle + bottom,
                            -root,
                            middle + pitch / 2 - land,
                            -radius,
                            middle + pitch / 2 - land,
                            radius,
                            middle + bottom,
                            root),
                    Shading.flat(-0.3)));
        }
        return layers;
    }

    /** The upper contour from left to right, then its mirror image back. */
    private static Shape profile(double half, double radius, double root, int grooves, double land) {
        double pitch = 2 * half / grooves;
        double[] xy = new double[2 * (8 * grooves + 4)];
        for (int groove = 0; groove < grooves; groove++) {
            double from = -half + pitch * groove;
            mirrored(xy, 4 * groove, from, radius);
            mirrored(xy, 4 * groove + 1, from + land, radius);
            mirrored(xy, 4 * groove + 2, from + pitch * 0.4, root);
            mirrored(xy, 4 * groove + 3, from + pitch * 0.6, root);
        }
        mirrored(xy, 4 * grooves, half - land, radius);
        mirrored(xy, 4 * grooves + 1, half, radius);
        return Outlines.polygon(xy);
    }

    private static void mirrored(double[] xy, int corner, double x, double y) {
        int opposite = xy.length - 2 - 2 * corner;
        xy[2 * corner] = x;
        xy[2 * corner + 1] = -y;
        xy[opposite] = x;
        xy[opposite + 1] = y;
    }
}
