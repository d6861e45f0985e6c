package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** A hexagon, square or flange nut, seen along its thread. */
public final class Nut implements Sketch {

    @Override
    public List<Layer> draw(Dice dice) {
        double bore = dice.between(0.36, 0.52);
        int corners = dice.chance(0.85) ? 6 : 4;
        double radius = dice.between(0.82, 0.95);
        List<Layer> layers = new ArrayList<>();
        if (dice.chance(0.25)) {
            layers.addAll(Outlines.plate(Outlines.ring(radius, bore), dice));
            radius *= 0.82;
            bore *= 0.82;
        }
        Shape face = Outlines.pierced(Outlines.regular(corners, radius, 0), Outlines.disc(bore));
        double deep = dice.between(0.1, 0.32);
        double angle = dice.angle();
        layers.addAll(Outlines.plate(
                face,
                deep * StrictMath.cos(angle),
                deep * StrictMath.sin(angle),
                new Shading.Sloped(-1, -1, 1, 1, dice.between(0.1, 0.4), dice.between(-0.3, 0))));
        double chamfer = radius * StrictMath.cos(StrictMath.PI / corners) * 0.97;
        layers.add(Layer.plain(Outlines.ring(chamfer, chamfer - 0.035), Shading.flat(0.5)));
        for (int turn = 0; turn < 3; turn++) {
            double outer = bore * (1.12 - 0.13 * turn);
            layers.add(Layer.plain(Outlines.ring(outer, outer - 0.05), Shading.flat(turn % 2 == 0 ? -0.6 : 0.1)));
        }
        return layers;
    }
}
