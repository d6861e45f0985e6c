package dev.chorus.tools.parts.sketch;

import java.util.ArrayList;
import java.util.List;

/** A hexagon or socket-head bolt from the side: head, plain shank, thread of one diameter, flat end. */
public final class Bolt implements Sketch {

    @Override
    public List<PaintedOutline> draw(SeededRandom random) {
        double radius = random.between(0.15, 0.27);
        double half = random.between(0.7, 0.95);
        double headEnd = -half + radius * random.between(1.1, 1.7);
        double threadFrom = headEnd + (half - headEnd) * random.between(0.05, 0.55);
        double chamfer = radius * 0.3;
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(
                Outlines.box(headEnd, -radius, threadFrom + 0.02, radius), Shading.alongX(radius)));
        int turns = (int) ((half - threadFrom) / random.between(0.075, 0.11));
        layers.addAll(ThreadedRod.along(threadFrom, half - chamfer, radius, radius, StrictMath.max(3, turns)));
        double tip = radius * 0.65;
        layers.add(PaintedOutline.edged(
                Outlines.polygon(half - chamfer, -radius * 0.85, half, -tip, half, tip, half - chamfer, radius * 0.85),
                Shading.alongX(radius)));
        layers.addAll(
                random.chance(0.75) ? hexagon(random, -half, headEnd, radius) : socket(random, -half, headEnd, radius));
        return layers;
    }

    private static List<PaintedOutline> hexagon(SeededRandom random, double from, double to, double shank) {
        double radius = shank * random.between(1.7, 2.1);
        double split = radius * random.between(0.35, 0.6);
        double bevel = (to - from) * 0.18;
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(
                Outlines.polygon(
                        from + bevel, -radius, to, -radius, to, -split, from, -split, from, -radius + bevel * 0.8),
                Shading.flat(-0.3)));
        layers.add(PaintedOutline.edged(Outlines.box(from, -split, to, split), Shading.flat(0.35)));
        layers.add(PaintedOutline.edged(
                Outlines.polygon(from, split, to, split, to, radius, from + bevel, radius, from, radius - bevel * 0.8),
                Shading.flat(-0.15)));
        if (random.chance(0.35)) {
            double rim = radius * 1.25;
            layers.add(PaintedOutline.edged(
                    Outlines.polygon(to - bevel, -radius, to + bevel, -rim, to + bevel, rim, to - bevel, radius),
                    Shading.alongX(rim)));
        }
        return layers;
    }

    private static List<PaintedOutline> socket(SeededRandom random, double from, double to, double shank) {
        double radius = shank * random.between(1.5, 1.8);
        List<PaintedOutline> layers = new ArrayList<>();
        layers.add(PaintedOutline.edged(Outlines.box(from, -radius, to, radius), Shading.alongX(radius)));
        int knurls = random.integer(7, 12);
        for (int knurl = 1; knurl < knurls; knurl++) {
            double y = radius * StrictMath.sin((double) knurl / knurls * StrictMath.PI - StrictMath.PI / 2);
            layers.add(PaintedOutline.plain(Outlines.box(from + 0.06, y - 0.01, to, y + 0.01), Shading.flat(-0.6)));
        }
        return layers;
    }
}
