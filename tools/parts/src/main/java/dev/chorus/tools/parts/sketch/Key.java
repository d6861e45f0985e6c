package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** A shaft key: a parallel key with round or square ends, a half-moon (Woodruff) key, or one with a gib head. */
public final class Key implements Sketch {

    @Override
    public List<Layer> draw(Dice dice) {
        double kind = dice.between(0, 1);
        if (kind < 0.35) {
            return halfMoon(dice);
        }
        return kind < 0.75 ? parallel(dice) : gibHead(dice);
    }

    private static List<Layer> halfMoon(Dice dice) {
        double radius = dice.between(0.75, 0.95);
        double flat = radius * dice.between(0, 0.2);
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
        double depth = dice.between(0.18, 0.34);
        double width = radius * StrictMath.cos(from);
        List<Layer> layers = new ArrayList<>();
        layers.add(Layer.edged(moon, new Shading.Sloped(-radius, 0, radius, 0, 0.2, -0.25)));
        layers.add(Layer.edged(
                Outlines.polygon(
                        -width, top, width, top, width + depth * 0.4, top - depth, -width + depth * 0.4, top - depth),
                Shading.flat(dice.between(0.35, 0.6))));
        return layers;
    }

    private static List<Layer> parallel(Dice dice) {
        double length = dice.between(0.7, 0.9);
        double half = dice.between(0.14, 0.26);
        double depth = dice.between(0.2, 0.36);
        boolean roundEnds = dice.chance(0.55);
        Shape top = roundEnds
                ? Outlines.wire(2 * half, -length + half, 0, length - half, 0)
                : Outlines.box(-length, -half, length, half);
        List<Layer> layers = new ArrayList<>();
        for (int step = 6; step > 0; step--) {
            Shape slice = Outlines.moved(top, depth * 0.25 * step / 6, depth * step / 6);
            layers.add(Layer.plain(slice, Shading.flat(-0.4)));
        }
        layers.add(Layer.edged(top, new Shading.Sloped(-length, 0, length, 0, 0.45, 0.1)));
        return layers;
    }

    private static List<Layer> gibHead(Dice dice) {
        double length = dice.between(0.75, 0.95);
        double thick = dice.between(0.16, 0.24);
        double thin = thick * dice.between(0.65, 0.85);
        double head = thick * dice.between(1.7, 2.3);
        double neck = -length + thick * 1.6;
        Shape profile = Outlines.polygon(
                -length, thick, -length, -head, neck - thick * 0.5, -head, neck, -thick, length, -thin, length, thick);
        double depth = dice.between(0.1, 0.2);
        List<Layer> layers = new ArrayList<>();
        for (int step = 5; step > 0; step--) {
            layers.add(Layer.plain(
                    Outlines.moved(profile, depth * step / 5, -depth * step / 5),
                    Shading.flat(step == 5 ? -0.5 : 0.45)));
        }
        layers.add(Layer.edged(profile, Shading.flat(-0.1)));
        return layers;
    }
}
