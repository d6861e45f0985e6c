package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A spur gear: teeth, hub and bore, often with lightening holes and a keyway. */
public final class Gear implements Sketch {

    @Override
    public List<Layer> draw(Dice dice) {
        int teeth = dice.integer(9, 26);
        double tip = dice.between(0.88, 1);
        double root = tip - dice.between(1.6, 2.4) / teeth;
        double bore = dice.between(0.12, 0.26);
        double hub = bore + dice.between(0.1, 0.18);
        List<Shape> holes = new ArrayList<>();
        holes.add(dice.chance(0.4) ? withKeyway(bore) : Outlines.disc(bore));
        if (root - hub > 0.3 && dice.chance(0.6)) {
            double radius = (root - hub) * dice.between(0.22, 0.33);
            holes.addAll(
                    Arrays.asList(Outlines.holeCircle(dice.integer(3, 6), (root + hub) / 2, radius, dice.angle())));
        }
        Shape wheel = Outlines.toothed(teeth, tip, root, dice.between(0.4, 0.7));
        List<Layer> layers =
                new ArrayList<>(Outlines.plate(Outlines.pierced(wheel, holes.toArray(Shape[]::new)), dice));
        layers.add(Layer.plain(Outlines.ring(root * 0.94, root * 0.9), Shading.flat(-0.35)));
        layers.add(Layer.edged(Outlines.ring(hub, bore * 1.15), Shading.flat(0.3)));
        return layers;
    }

    private static Shape withKeyway(double bore) {
        double width = bore * 0.3;
        return Outlines.pierced(Outlines.disc(bore), Outlines.box(bore * 0.96, -width, bore * 1.4, width));
    }
}
