package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A spur gear: teeth, hub and bore, often with lightening holes and a keyway. */
public final class Gear implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        int teeth = random.integer(9, 26);
        double tip = random.between(0.88, 1);
        double root = tip - random.between(1.6, 2.4) / teeth;
        double bore = random.between(0.12, 0.26);
        double hub = bore + random.between(0.1, 0.18);
        List<Shape> holes = new ArrayList<>();
        holes.add(random.chance(0.4) ? withKeyway(bore) : Outlines.disc(bore));
        if (root - hub > 0.3 && random.chance(0.6)) {
            double radius = (root - hub) * random.between(0.22, 0.33);
            holes.addAll(
                    Arrays.asList(Outlines.holeCircle(random.integer(3, 6), (root + hub) / 2, radius, random.angle())));
        }
        Shape wheel = Outlines.toothed(teeth, tip, root, random.between(0.4, 0.7));
        List<PaintedOutline> layers =
                new ArrayList<>(Outlines.plate(Outlines.pierced(wheel, holes.toArray(Shape[]::new)), random));
        layers.add(PaintedOutline.plain(Outlines.ring(root * 0.94, root * 0.9), Shading.flat(-0.35)));
        layers.add(PaintedOutline.edged(Outlines.ring(hub, bore * 1.15), Shading.flat(0.3)));
        return layers;
    }

    private static Shape withKeyway(double bore) {
        double width = bore * 0.3;
        return Outlines.pierced(Outlines.disc(bore), Outlines.box(bore * 0.96, -width, bore * 1.4, width));
    }
}
