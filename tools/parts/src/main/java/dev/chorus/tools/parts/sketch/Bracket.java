package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** A bent or flat angle bracket with screw holes, or a gusset. */
public final class Bracket implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        double kind = random.between(0, 1);
        if (kind < 0.4) {
            return bent(random);
        }
        return kind < 0.8 ? flat(random) : gusset(random);
    }

    /** Two plates that meet in a vertical edge at the origin, each foreshortened its own way. */
    private static List<PaintedOutline> bent(SeededRandom random) {
        double height = random.between(0.45, 0.7);
        double left = random.between(0.6, 0.9);
        double right = random.between(0.6, 0.9);
        double drop = random.between(0.2, 0.45);
        int holes = random.integer(1, 3);
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(leaf(-left, drop, height, holes), Shading.flat(random.between(-0.5, -0.25))));
        layers.add(PaintedOutline.edged(leaf(right, drop, height, holes), Shading.flat(random.between(0, 0.35))));
        double rim = random.between(0.08, 0.13);
        layers.add(PaintedOutline.edged(
                Outlines.polygon(
                        0,
                        -height,
                        -left,
                        drop - height,
                        -left,
                        drop - height - rim,
                        0,
                        -height - rim,
                        right,
                        drop - height - rim,
                        right,
                        drop - height),
                Shading.flat(0.55)));
        return layers;
    }

    private static Shape leaf(double reach, double drop, double height, int holes) {
        Shape plate = Outlines.polygon(0, -height, reach, drop - height, reach, drop + height * 0.6, 0, height * 0.6);
        Shape[] bores = new Shape[holes];
        for (int hole = 0; hole < holes; hole++) {
            double share = (hole + 0.7) / (holes + 0.2);
            bores[hole] = Outlines.circle(reach * share, drop * share - height * 0.2, 0.1);
        }
        return Outlines.pierced(plate, bores);
    }

    private static List<PaintedOutline> flat(SeededRandom random) {
        double width = random.between(0.32, 0.5);
        double end = random.between(0.6, 0.85);
        double start = -random.between(0.7, 0.85);
        Shape angle = Outlines.polygon(
                start,
                start,
                end,
                start,
                end,
                start + width,
                start + width,
                start + width,
                start + width,
                end,
                start,
                end);
        List<Shape> bores = new ArrayList<>();
        double radius = width * random.between(0.17, 0.26);
        double middle = start + width / 2;
        int holes = random.integer(2, 3);
        for (int hole = 1; hole <= holes; hole++) {
            double at = middle + (end - width / 2 - middle) * hole / holes;
            bores.add(Outlines.circle(at, middle, radius));
            bores.add(Outlines.circle(middle, at, radius));
        }
        return Outlines.plate(Outlines.pierced(angle, bores.toArray(Shape[]::new)), random);
    }

    private static List<PaintedOutline> gusset(SeededRandom random) {
        double size = random.between(0.7, 0.9);
        double inner = size * random.between(0.3, 0.45);
        Shape outline = Outlines.polygon(-size, -size, size, -size, size, -size * 0.7, -size * 0.7, size, -size, size);
        Shape window = Outlines.polygon(
                -size + inner * 0.6,
                -size + inner * 0.6,
                inner * 0.8,
                -size + inner * 0.6,
                -size + inner * 0.6,
                inner * 0.8);
        List<PaintedOutline> layers = new ArrayList<>(Outlines.plate(Outlines.pierced(outline, window), random));
        layers.add(PaintedOutline.edged(Outlines.box(-size, -size, size, -size + 0.13), Shading.flat(0.35)));
        layers.add(PaintedOutline.edged(Outlines.box(-size, -size, -size + 0.13, size), Shading.flat(-0.3)));
        return layers;
    }
}
