package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** A shaft key: a parallel key with round or square ends, a half-moon (Woodruff) key, or one with a gib head. */
public final class Key implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        double kind = random.between(0, 1);
        if (kind < 0.35) {
            return halfMoon(random);
        }
        return kind < 0.75 ? parallel(random) : gibHead(random);
    }

    private static List<PaintedOutline> halfMoon(SeededRandom random) {
        double radius = random.between(0.75, 0.95);
        double flat = radius * random.between(0, 0.2);
        List<Double> xy = new ArrayList<>();
        double from = StrictMath.asin(flat / radius);
        for (int step = 0; step <= 24; step++) {
            double at = from + (StrictMath.PI - 2 * from) * step / 24;
            xy.add(radius * StrictMath.cos(at));
            xy.add(radius * StrictMath.sin(at) - radius * 0.45);
        }
        Shape moon =
                Outlines.polygon(xy.stream().mapToDouble(Double::doubleValue).toArray());
        double top = flat - radius * 0.45;
        double depth = random.between(0.18, 0.34);
        double width = radius * StrictMath.cos(from);
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(moon, new Shading.Sloped(-radius, 0, radius, 0, 0.2, -0.25)));
        layers.add(PaintedOutline.edged(
                Outlines.polygon(
                        -width, top, width, top, width + depth * 0.4, top - depth, -width + depth * 0.4, top - depth),
                Shading.flat(random.between(0.35, 0.6))));
        return layers;
    }

    private static List<PaintedOutline> parallel(SeededRandom random) {
        double length = random.between(0.7, 0.9);
        double half = random.between(0.14, 0.26);
        double depth = random.between(0.2, 0.36);
        boolean roundEnds = random.chance(0.55);
        Shape top = roundEnds
                ? Outlines.wire(2 * half, -length + half, 0, length - half, 0)
                : Outlines.box(-length, -half, length, half);
        List<PaintedOutline> layers = new ArrayList<>();
        for (int step = 6; step > 0; step--) {
            Shape slice = Outlines.moved(top, depth * 0.25 * step / 6, depth * step / 6);
            layers.add(PaintedOutline.plain(slice, Shading.flat(-0.4)));
        }
        layers.add(PaintedOutline.edged(top, new Shading.Sloped(-length, 0, length, 0, 0.45, 0.1)));
        return layers;
    }

    private static List<PaintedOutline> gibHead(SeededRandom random) {
        double length = random.between(0.75, 0.95);
        double thick = random.between(0.16, 0.24);
        double thin = thick * random.between(0.65, 0.85);
        double head = thick * random.between(1.7, 2.3);
        double neck = -length + thick * 1.6;
        Shape profile = Outlines.polygon(
                -length, thick, -length, -head, neck - thick * 0.5, -head, neck, -thick, length, -thin, length, thick);
        double depth = random.between(0.1, 0.2);
        List<PaintedOutline> layers = new ArrayList<>();
        for (int step = 5; step > 0; step--) {
            layers.add(PaintedOutline.plain(
                    Outlines.moved(profile, depth * step / 5, -depth * step / 5),
                    Shading.flat(step == 5 ? -0.5 : 0.45)));
        }
        layers.add(PaintedOutline.edged(profile, Shading.flat(-0.1)));
        return layers;
    }
}
