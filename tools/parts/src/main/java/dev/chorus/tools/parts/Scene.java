package dev.chorus.tools.parts;

import dev.chorus.tools.parts.sketch.PaintedOutline;
import dev.chorus.tools.parts.sketch.SeededRandom;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Lays out one picture: the table, what lies about, the part, what lies on it. Confined to one drawing. */
final class Scene {

    private final Graphics2D canvas;
    private final Brush brush;
    private final SeededRandom random;
    private final Difficulty difficulty;
    private final int size;

    Scene(Graphics2D canvas, SeededRandom random, Difficulty difficulty, int size) {
        this.canvas = canvas;
        this.brush = new Brush(canvas);
        this.random = random;
        this.difficulty = difficulty;
        this.size = size;
    }

    void lay(PartClass part) {
        table();
        int things = (int) StrictMath.rint(difficulty.clutter() * random.between(0, 7));
        for (int thing = 0; thing < things; thing++) {
            clutter();
        }
        part(part);
        if (random.chance(difficulty.occlusion())) {
            int covers = random.integer(1, 2);
            for (int cover = 0; cover < covers; cover++) {
                cover();
            }
        }
    }

    private void table() {
        Color colour = anyColour(40, 215);
        double angle = random.angle();
        double dx = size * StrictMath.cos(angle);
        double dy = size * StrictMath.sin(angle);
        canvas.setPaint(new LinearGradientPaint(
                (float) (size / 2d - dx / 2),
                (float) (size / 2d - dy / 2),
                (float) (size / 2d + dx / 2),
                (float) (size / 2d + dy / 2),
                new float[] {0, 1},
                new Color[] {colour, shifted(colour, random.integer(-45, 45))}));
        canvas.fillRect(0, 0, size, size);
        int stripes = random.chance(0.5) ? random.integer(3, 22) : 0;
        boolean grid = random.chance(0.3);
        for (int stripe = 0; stripe < stripes; stripe++) {
            double turned = grid && stripe % 2 == 0 ? angle + StrictMath.PI / 2 : angle;
            stripe(shifted(colour, random.integer(-35, 35)), turned, random.between(-0.7, 0.7) * size);
        }
    }

    private void stripe(Color colour, double angle, double offset) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double x = size / 2d - offset * sin;
        double y = size / 2d + offset * cos;
        canvas.setPaint(colour);
        canvas.setStroke(new BasicStroke((float) random.between(0.5, size * 0.05)));
        canvas.draw(new Line2D.Double(x - size * cos, y - size * sin, x + size * cos, y + size * sin));
    }

    /** Something small: swarf, a drop, a chip, or another part, well below the size of the one that counts. */
    private void clutter() {
        double x = random.between(0, size);
        double y = random.between(0, size);
        double kind = random.between(0, 1);
        if (kind < 0.45) {
            PartClass other = random.oneOf(PartClass.values());
            AffineTransform pose = pose(x, y, size * random.between(0.07, 0.14), random.angle(), 1, 0);
            brush.paint(other.sketch().draw(random), pose, Material.any(random), 0.4);
            return;
        }
        canvas.setPaint(anyColour(30, 225));
        if (kind < 0.75) {
            canvas.setStroke(new BasicStroke((float) random.between(0.8, size * 0.03)));
            canvas.draw(swarf(x, y));
        } else {
            double width = size * random.between(0.03, 0.14);
            canvas.fill(new Ellipse2D.Double(x, y, width, width * random.between(0.5, 1)));
        }
    }

    private Path2D swarf(double x, double y) {
        Path2D path = new Path2D.Double();
        path.moveTo(x, y);
        double reach = size * 0.2;
        for (int bend = 0; bend < 2; bend++) {
            path.quadTo(
                    x + random.between(-reach, reach),
                    y + random.between(-reach, reach),
                    x + random.between(-reach, reach),
                    y + random.between(-reach, reach));
        }
        return path;
    }

    private void part(PartClass part) {
        double stray = difficulty.pose();
        double radius = size * (0.38 + stray * random.between(-0.15, 0.06));
        double free = StrictMath.max(0, size / 2d - radius * 0.9) * stray;
        double x = size / 2d + random.between(-free, free);
        double y = size / 2d + random.between(-free, free);
        double squash = 1 - stray * random.between(0, 0.5);
        AffineTransform pose = pose(x, y, radius, random.angle(), squash, random.angle());
        List<PaintedOutline> layers = part.sketch().draw(random);
        double shade = random.angle();
        double reach = size * random.between(0.015, 0.06);
        brush.shadow(layers, pose, reach * StrictMath.cos(shade), reach * StrictMath.sin(shade));
        brush.paint(layers, pose, Material.any(random), random.between(0.2, 0.7));
    }

    /** A cable, a strip or a rag's corner across part of the picture. */
    private void cover() {
        canvas.setPaint(anyColour(20, 230));
        double angle = random.angle();
        double offset = size * random.between(0.05, 0.38) * (random.chance(0.5) ? 1 : -1);
        double x = size / 2d - offset * StrictMath.sin(angle);
        double y = size / 2d + offset * StrictMath.cos(angle);
        AffineTransform before = canvas.getTransform();
        canvas.transform(pose(x, y, 1, angle, 1, 0));
        double most = size * (0.06 + 0.16 * difficulty.occlusion());
        double width = random.between(size * 0.03, most);
        if (random.chance(0.6)) {
            canvas.fill(new Rectangle2D.Double(-size, -width / 2, 2d * size, width));
        } else {
            double reach = random.between(width, 2.5 * most);
            canvas.fill(new Ellipse2D.Double(-reach / 2, -width, reach, 2 * width));
        }
        canvas.setTransform(before);
    }

    /** Turned, squashed along a direction (a view at an angle), scaled and moved, without {@link Math}'s own trigonometry. */
    private static AffineTransform pose(
            double x, double y, double scale, double turn, double squash, double direction) {
        AffineTransform pose = new AffineTransform(1, 0, 0, 1, x, y);
        pose.concatenate(turned(direction));
        pose.concatenate(new AffineTransform(scale, 0, 0, scale * squash, 0, 0));
        pose.concatenate(turned(turn - direction));
        return pose;
    }

    private static AffineTransform turned(double angle) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new AffineTransform(cos, sin, -sin, cos, 0, 0);
    }

    private Color anyColour(int from, int to) {
        int grey = random.integer(from, to);
        int colour = random.integer(0, 28);
        return new Color(
                clamp(grey + random.integer(-colour, colour)),
                clamp(grey + random.integer(-colour, colour)),
                clamp(grey + random.integer(-colour, colour)));
    }

    private static Color shifted(Color colour, int by) {
        return new Color(clamp(colour.getRed() + by), clamp(colour.getGreen() + by), clamp(colour.getBlue() + by));
    }

    private static int clamp(int value) {
        return StrictMath.max(0, StrictMath.min(255, value));
    }
}
