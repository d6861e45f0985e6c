package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** A thin ring: plain, split (spring washer) or toothed (lock washer). */
public final class Washer implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        double outer = random.between(0.78, 0.95);
        double inner = outer * random.between(0.4, 0.68);
        double kind = random.between(0, 1);
        Shape face = Outlines.ring(outer, inner);
        if (kind > 0.85) {
            face = Outlines.pierced(
                    Outlines.disc(outer * 0.85), Outlines.toothed(random.integer(8, 14), inner, inner * 0.7, 0.6));
        } else if (kind > 0.65) {
            face = split(outer, inner, random.between(0.1, 0.22));
        }
        double thickness = random.between(0.02, 0.08);
        List<PaintedOutline> layers = new ArrayList<>(Outlines.plate(
                face,
                thickness,
                thickness,
                new Shading.Sloped(-1, -1, 1, 1, random.between(0, 0.4), random.between(-0.2, 0.2))));
        if (kind <= 0.65 && random.chance(0.5)) {
            layers.add(PaintedOutline.plain(Outlines.ring(outer * 0.97, outer * 0.93), Shading.flat(0.45)));
        }
        return layers;
    }

    /** A ring with a gap at the right whose cut runs slantwise. */
    private static Shape split(double outer, double inner, double gap) {
        int steps = 40;
        double[] xy = new double[4 * (steps + 1)];
        for (int step = 0; step <= steps; step++) {
            double share = (double) step / steps;
            put(xy, step, outer, gap + (2 * StrictMath.PI - gap) * share);
            put(xy, 2 * steps + 1 - step, inner, -gap / 2 + gap + (2 * StrictMath.PI - gap) * share);
        }
        return Outlines.polygon(xy);
    }

    private static void put(double[] xy, int corner, double radius, double angle) {
        xy[2 * corner] = radius * StrictMath.cos(angle);
        xy[2 * corner + 1] = radius * StrictMath.sin(angle);
    }
}
