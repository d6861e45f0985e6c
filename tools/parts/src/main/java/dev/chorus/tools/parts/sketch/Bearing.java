package dev.chorus.tools.parts.sketch;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** A ball bearing: two rings with balls in a dark groove between them, or a shield over the balls. */
public final class Bearing implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        double outer = random.between(0.88, 1);
        double bore = outer * random.between(0.3, 0.48);
        double wall = (outer - bore) * random.between(0.2, 0.28);
        double grooveOuter = outer - wall;
        double grooveInner = bore + wall;
        List<PaintedOutline> layers = new ArrayList<>(Outlines.plate(Outlines.ring(outer, bore), random));
        boolean shielded = random.chance(0.3);
        Shape groove = Outlines.ring(grooveOuter, grooveInner);
        layers.add(PaintedOutline.edged(groove, Shading.flat(shielded ? random.between(-0.35, 0.2) : -0.75)));
        double middle = (grooveOuter + grooveInner) / 2;
        if (shielded) {
            layers.add(PaintedOutline.plain(Outlines.ring(middle + 0.02, middle - 0.02), Shading.flat(-0.5)));
            layers.add(PaintedOutline.plain(Outlines.ring(grooveInner + 0.05, grooveInner), Shading.flat(-0.75)));
        } else {
            double radius = (grooveOuter - grooveInner) / 2 * random.between(0.9, 1.12);
            int most = (int) (StrictMath.PI * middle / radius);
            int balls = random.integer(StrictMath.max(6, most * 2 / 3), StrictMath.max(7, most - 1));
            double turn = random.angle();
            for (int ball = 0; ball < balls; ball++) {
                double at = turn + 2 * StrictMath.PI * ball / balls;
                double x = middle * StrictMath.cos(at);
                double y = middle * StrictMath.sin(at);
                layers.add(PaintedOutline.plain(Outlines.circle(x, y, radius), new Shading.Ball(x, y, radius)));
            }
        }
        layers.add(PaintedOutline.plain(Outlines.ring(outer * 0.97, outer * 0.94), Shading.flat(0.5)));
        return layers;
    }
}
