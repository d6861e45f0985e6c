package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** A wood or sheet-metal screw: countersunk or domed head and a coarse thread that tapers to a point; or its head from above. */
public final class Screw implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        return random.chance(0.2) ? fromAbove(random) : fromTheSide(random);
    }

    private static List<PaintedOutline> fromTheSide(SeededRandom random) {
        double half = random.between(0.75, 0.97);
        double radius = random.between(0.13, 0.22);
        double head = radius * random.between(1.8, 2.4);
        double headEnd = -half + radius * random.between(1, 1.6);
        double pointFrom = random.between(0.1, 0.55) * half;
        List<PaintedOutline> layers = new ArrayList<>();
        double pitch = random.between(0.13, 0.2);
        int turns = StrictMath.max(2, (int) ((pointFrom - headEnd) / pitch));
        layers.add(PaintedOutline.edged(
                Outlines.polygon(headEnd, -radius, pointFrom, -radius, half, 0, pointFrom, radius, headEnd, radius),
                Shading.alongX(radius)));
        layers.addAll(ThreadedRod.along(headEnd, pointFrom, radius * 1.2, radius * 1.2, turns));
        int tipTurns = StrictMath.max(2, (int) ((half - pointFrom) / pitch));
        layers.addAll(ThreadedRod.along(pointFrom, half, radius * 1.2, 0.01, tipTurns));
        layers.add(PaintedOutline.edged(
                random.chance(0.6) ? countersunk(-half, headEnd, head, radius) : dome(-half, headEnd, head),
                Shading.alongX(head)));
        layers.add(PaintedOutline.plain(Outlines.box(-half, -0.05, -half + 0.09, 0.05), Shading.flat(-0.8)));
        return layers;
    }

    private static Shape countersunk(double from, double to, double head, double shank) {
        return Outlines.polygon(from, -head, from + 0.05, -head, to, -shank, to, shank, from + 0.05, head, from, head);
    }

    private static Shape dome(double from, double to, double head) {
        double[] xy = new double[26];
        for (int step = 0; step <= 12; step++) {
            double at = StrictMath.PI * step / 12 - StrictMath.PI / 2;
            xy[2 * step] = to - (to - from) * StrictMath.cos(at);
            xy[2 * step + 1] = head * StrictMath.sin(at);
        }
        return Outlines.polygon(xy);
    }

    private static List<PaintedOutline> fromAbove(SeededRandom random) {
        double radius = random.between(0.6, 0.8);
        List<PaintedOutline> layers = new ArrayList<>(Outlines.plate(Outlines.disc(radius), random));
        layers.add(PaintedOutline.plain(Outlines.disc(radius * 0.85), new Shading.Ball(0, 0, radius)));
        double reach = radius * random.between(0.55, 0.75);
        double width = radius * random.between(0.2, 0.3);
        if (random.chance(0.3)) {
            layers.add(PaintedOutline.edged(
                    Outlines.box(-radius * 0.95, -width / 2, radius * 0.95, width / 2), Shading.flat(-0.75)));
        } else {
            layers.add(PaintedOutline.plain(Outlines.wire(width, -reach, 0, reach, 0), Shading.flat(-0.75)));
            layers.add(PaintedOutline.plain(Outlines.wire(width, 0, -reach, 0, reach), Shading.flat(-0.75)));
        }
        return layers;
    }
}
