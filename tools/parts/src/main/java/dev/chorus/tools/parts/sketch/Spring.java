package dev.chorus.tools.parts.sketch;

import java.util.ArrayList;
import java.util.List;

/** A coil spring from the side: cylindrical or conical, for compression or, with hooks, for extension. */
public final class Spring implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        boolean hooked = random.chance(0.3);
        int turns = random.integer(4, 9);
        double half = hooked ? random.between(0.5, 0.62) : random.between(0.75, 0.92);
        double radius1 = random.between(0.26, 0.46);
        double radius2 = random.chance(0.25) ? radius1 * random.between(0.45, 0.7) : radius1;
        double pitch = 2 * half / turns;
        double wire = pitch * (hooked ? random.between(0.6, 0.75) : random.between(0.3, 0.5));
        List<PaintedOutline> back = new ArrayList<>();
        List<PaintedOutline> front = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            double from = -half + pitch * turn;
            double radius = radius1 + (radius2 - radius1) * turn / turns;
            double next = radius1 + (radius2 - radius1) * (turn + 1) / turns;
            double middle = from + pitch / 2;
            back.add(PaintedOutline.edged(
                    Outlines.wire(wire * 0.9, middle, radius, from + pitch, -next), Shading.flat(-0.5)));
            front.add(PaintedOutline.edged(Outlines.wire(wire, from, -radius, middle, radius), Shading.flat(0)));
            front.add(PaintedOutline.plain(
                    Outlines.wire(wire * 0.35, from, -radius * 0.9, middle, radius * 0.9), Shading.flat(0.6)));
        }
        List<PaintedOutline> layers = new ArrayList<>(back);
        layers.addAll(front);
        if (hooked) {
            layers.add(hook(-half, -1, wire * 0.8));
            layers.add(hook(half, 1, wire * 0.8));
        }
        return layers;
    }

    private static PaintedOutline hook(double x, int side, double wire) {
        double[] xy = new double[2 * 13];
        double radius = 0.17;
        for (int step = 0; step <= 12; step++) {
            double at = StrictMath.PI * (1 - 1.6 * step / 12);
            xy[2 * step] = x + side * (radius + 0.03 + radius * StrictMath.cos(at));
            xy[2 * step + 1] = -radius * StrictMath.sin(at);
        }
        return PaintedOutline.edged(Outlines.wire(wire, xy), Shading.flat(0.15));
    }
}
