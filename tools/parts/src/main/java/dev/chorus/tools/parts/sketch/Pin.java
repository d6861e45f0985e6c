package dev.chorus.tools.parts.sketch;

import java.util.ArrayList;
import java.util.List;

/** A dowel, a clevis pin with head and cross hole, or a split (cotter) pin. */
public final class Pin implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        double kind = random.between(0, 1);
        if (kind < 0.4) {
            return dowel(random);
        }
        return kind < 0.7 ? clevis(random) : split(random);
    }

    private static List<PaintedOutline> dowel(SeededRandom random) {
        double half = random.between(0.75, 0.95);
        double radius = random.between(0.13, 0.24);
        double end = radius * random.between(0.5, 0.9);
        double chamfer = radius * random.between(0.3, 0.6);
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(
                Outlines.polygon(
                        -half,
                        -end,
                        -half + chamfer,
                        -radius,
                        half - chamfer,
                        -radius,
                        half,
                        -end,
                        half,
                        end,
                        half - chamfer,
                        radius,
                        -half + chamfer,
                        radius,
                        -half,
                        end),
                Shading.alongX(radius)));
        layers.add(PaintedOutline.plain(
                Outlines.box(-half + chamfer, -radius, -half + chamfer + 0.025, radius), Shading.flat(-0.4)));
        layers.add(PaintedOutline.plain(
                Outlines.box(half - chamfer - 0.025, -radius, half - chamfer, radius), Shading.flat(-0.4)));
        if (random.chance(0.4)) {
            double slit = radius * random.between(0.1, 0.4);
            layers.add(PaintedOutline.plain(Outlines.box(-half, slit, half, slit + 0.05), Shading.flat(-0.8)));
        }
        return layers;
    }

    private static List<PaintedOutline> clevis(SeededRandom random) {
        double half = random.between(0.75, 0.95);
        double radius = random.between(0.13, 0.22);
        double head = radius * random.between(1.5, 1.9);
        double headEnd = -half + random.between(0.12, 0.2);
        double hole = radius * random.between(0.3, 0.45);
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(
                Outlines.polygon(
                        headEnd,
                        -radius,
                        half - 0.08,
                        -radius,
                        half,
                        -radius * 0.6,
                        half,
                        radius * 0.6,
                        half - 0.08,
                        radius,
                        headEnd,
                        radius),
                Shading.alongX(radius)));
        layers.add(PaintedOutline.edged(Outlines.box(-half, -head, headEnd, head), Shading.alongX(head)));
        layers.add(PaintedOutline.edged(Outlines.circle(half - 0.2, 0, hole), Shading.flat(-0.85)));
        return layers;
    }

    private static List<PaintedOutline> split(SeededRandom random) {
        double wire = random.between(0.09, 0.14);
        double eye = random.between(0.17, 0.24);
        double spread = random.between(0, 0.35);
        double bend = random.between(-0.1, 0.4);
        double neck = -0.95 + 2 * eye;
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(
                Outlines.wire(wire, neck, wire * 0.5, bend, wire * 0.55, 0.85, wire * 0.55 + spread),
                Shading.flat(-0.25)));
        layers.add(PaintedOutline.edged(
                Outlines.wire(wire, neck, -wire * 0.5, bend, -wire * 0.55, 0.95, -wire * 0.55 - spread * 0.6),
                Shading.flat(0.25)));
        double x = neck - eye * 0.9;
        layers.add(PaintedOutline.edged(
                Outlines.pierced(Outlines.circle(x, 0, eye + wire / 2), Outlines.circle(x, 0, eye - wire / 2)),
                new Shading.Sloped(x, -eye, x, eye, 0.4, -0.3)));
        return layers;
    }
}
