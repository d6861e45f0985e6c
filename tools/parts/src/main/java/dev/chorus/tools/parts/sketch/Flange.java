package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A pipe flange: a round, square or two-bolt plate with bolt holes around a raised neck. */
public final class Flange implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        double outer = random.between(0.88, 1);
        double neck = outer * random.between(0.4, 0.52);
        double bore = neck * random.between(0.62, 0.8);
        double boltRadius = random.between(0.07, 0.115);
        double circle = (outer + neck) / 2 + 0.02;
        double kind = random.between(0, 1);
        Shape plate;
        Shape[] bolts;
        if (kind < 0.7) {
            plate = Outlines.disc(outer);
            bolts = Outlines.holeCircle(random.integer(4, 9), circle, boltRadius, random.angle());
        } else if (kind < 0.87) {
            double half = outer * 0.75;
            plate = Outlines.box(-half, -half, half, half);
            bolts = Outlines.holeCircle(4, outer * 0.8, boltRadius, StrictMath.PI / 4);
        } else {
            plate = lozenge(outer, neck * 1.25);
            bolts = Outlines.holeCircle(2, circle, boltRadius, 0);
        }
        List<Shape> holes = new ArrayList<>(Arrays.asList(bolts));
        holes.add(Outlines.disc(bore));
        List<PaintedOutline> layers =
                new ArrayList<>(Outlines.plate(Outlines.pierced(plate, holes.toArray(Shape[]::new)), random));
        layers.add(PaintedOutline.edged(
                Outlines.ring(neck, bore), new Shading.Sloped(-neck, -neck, neck, neck, 0.5, -0.5)));
        layers.add(PaintedOutline.edged(Outlines.ring(neck * 0.93, bore), Shading.flat(0.25)));
        return layers;
    }

    private static Shape lozenge(double half, double middle) {
        double end = middle * 0.45;
        return Outlines.polygon(
                -half,
                -end,
                -middle * 0.5,
                -middle,
                middle * 0.5,
                -middle,
                half,
                -end,
                half,
                end,
                middle * 0.5,
                middle,
                -middle * 0.5,
                middle,
                -half,
                end);
    }
}
