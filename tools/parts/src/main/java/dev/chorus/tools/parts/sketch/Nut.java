package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** A hexagon, square or flange nut, seen along its thread. */
public final class Nut implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        double bore = random.between(0.36, 0.52);
        int corners = random.chance(0.85) ? 6 : 4;
        double radius = random.between(0.82, 0.95);
        List<PaintedOutline> layers = new ArrayList<>();
        if (random.chance(0.25)) {
            layers.addAll(Outlines.plate(Outlines.ring(radius, bore), random));
            radius *= 0.82;
            bore *= 0.82;
        }
        Shape face = Outlines.pierced(Outlines.regular(corners, radius, 0), Outlines.disc(bore));
        double deep = random.between(0.1, 0.32);
        double angle = random.angle();
        layers.addAll(Outlines.plate(
                face,
                deep * StrictMath.cos(angle),
                deep * StrictMath.sin(angle),
                new Shading.Sloped(-1, -1, 1, 1, random.between(0.1, 0.4), random.between(-0.3, 0))));
        double chamfer = radius * StrictMath.cos(StrictMath.PI / corners) * 0.97;
        layers.add(PaintedOutline.plain(Outlines.ring(chamfer, chamfer - 0.035), Shading.flat(0.5)));
        for (int turn = 0; turn < 3; turn++) {
            double outer = bore * (1.12 - 0.13 * turn);
            layers.add(
                    PaintedOutline.plain(Outlines.ring(outer, outer - 0.05), Shading.flat(turn % 2 == 0 ? -0.6 : 0.1)));
        }
        return layers;
    }
}
