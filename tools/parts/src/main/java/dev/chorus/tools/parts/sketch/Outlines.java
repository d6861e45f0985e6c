package dev.chorus.tools.parts.sketch;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Outlines that several parts share. Angles are in radians. */
final class Outlines {

    private Outlines() {}

    static Shape circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    static Shape disc(double radius) {
        return circle(0, 0, radius);
    }

    static Shape ring(double outer, double inner) {
        return pierced(disc(outer), disc(inner));
    }

    static Shape box(double x1, double y1, double x2, double y2) {
        return polygon(x1, y1, x2, y1, x2, y2, x1, y2);
    }

    /** A closed polygon through x, y, x, y, ... */
    static Shape polygon(double... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int at = 2; at < xy.length; at += 2) {
            path.lineTo(xy[at], xy[at + 1]);
        }
        path.closePath();
        return path;
    }

    /** A regular polygon around the origin; the first corner lies at the angle. */
    static Shape regular(int corners, double radius, double angle) {
        double[] xy = new double[2 * corners];
        for (int corner = 0; corner < corners; corner++) {
            double at = angle + 2 * StrictMath.PI * corner / corners;
            xy[2 * corner] = radius * StrictMath.cos(at);
            xy[2 * corner + 1] = radius * StrictMath.sin(at);
        }
        return polygon(xy);
    }

    /** A wheel with trapezoid teeth; {@code sharpness} is the share of a tooth's foot that its tip keeps, 0 to 1. */
    static Shape toothed(int teeth, double tip, double root, double sharpness) {
        double[] xy = new double[8 * teeth];
        double foot = StrictMath.PI / teeth * 0.58;
        for (int tooth = 0; tooth < teeth; tooth++) {
            double at = 2 * StrictMath.PI * tooth / teeth;
            double[] angles = {at - foot, at - foot * sharpness, at + foot * sharpness, at + foot};
            double[] radii = {root, tip, tip, root};
            for (int corner = 0; corner < 4; corner++) {
                xy[8 * tooth + 2 * corner] = radii[corner] * StrictMath.cos(angles[corner]);
                xy[8 * tooth + 2 * corner + 1] = radii[corner] * StrictMath.sin(angles[corner]);
            }
        }
        return polygon(xy);
    }

    /** An outline with holes that the background shows through. */
    static Shape pierced(Shape outline, Shape... holes) {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        path.append(outline, false);
        for (Shape hole : holes) {
            path.append(hole, false);
        }
        return path;
    }

    /** Round holes in a circle around the origin. */
    static Shape[] holeCircle(int holes, double distance, double radius, double angle) {
        Shape[] shapes = new Shape[holes];
        for (int hole = 0; hole < holes; hole++) {
            double at = angle + 2 * StrictMath.PI * hole / holes;
            shapes[hole] = circle(distance * StrictMath.cos(at), distance * StrictMath.sin(at), radius);
        }
        return shapes;
    }

    /** The area that a round-ended wire through x, y, x, y, ... covers. */
    static Shape wire(double width, double... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int at = 2; at < xy.length; at += 2) {
            path.lineTo(xy[at], xy[at + 1]);
        }
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND).createStrokedShape(path);
    }

    static Shape moved(Shape shape, double dx, double dy) {
        return AffineTransform.getTranslateInstance(dx, dy).createTransformedShape(shape);
    }

    /** A flat part of some thickness: its dark side shows beneath its face. */
    static List<PaintedOutline> plate(Shape face, double dx, double dy, Shading shading) {
        List<PaintedOutline> layers = new ArrayList<>();
        int steps = 4;
        for (int step = steps; step > 0; step--) {
            layers.add(PaintedOutline.plain(moved(face, dx * step / steps, dy * step / steps), Shading.flat(-0.5)));
        }
        layers.add(PaintedOutline.edged(face, shading));
        return layers;
    }

    /** A plate whose thickness and lighting the dice choose. */
    static List<PaintedOutline> plate(Shape face, SeededRandom random) {
        double depth = random.between(0.05, 0.22);
        double angle = random.angle();
        double dx = StrictMath.cos(angle);
        double dy = StrictMath.sin(angle);
        Shading slope = new Shading.Sloped(dx, dy, -dx, -dy, random.between(-0.25, 0), random.between(0.1, 0.4));
        return plate(face, depth * dx, depth * dy, slope);
    }
}
