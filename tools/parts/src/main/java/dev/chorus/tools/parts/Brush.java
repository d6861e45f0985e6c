package dev.chorus.tools.parts;

import dev.chorus.tools.parts.sketch.PaintedOutline;
import dev.chorus.tools.parts.sketch.Shading;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.List;

/** Paints the layers of a sketch in one material. */
final class Brush {

    private static final double SHADOW_OPACITY = 0.3;

    private final Graphics2D canvas;

    /** @param canvas in pixels; left as it was found, except for paint and stroke */
    Brush(Graphics2D canvas) {
        this.canvas = canvas;
    }

    /**
     * Paints a part.
     *
     * @param layers bottom first
     * @param pose from the sketch's frame to pixels
     * @param highlight where across a round surface the light lies, above 0 and below 1
     */
    void paint(List<PaintedOutline> layers, AffineTransform pose, Material material, double highlight) {
        AffineTransform before = canvas.getTransform();
        canvas.transform(pose);
        canvas.setStroke(new BasicStroke(0.035f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (PaintedOutline layer : layers) {
            canvas.setPaint(paintOf(layer.shading(), material, highlight));
            canvas.fill(layer.shape());
            if (layer.edged()) {
                canvas.setPaint(material.at(-0.7));
                canvas.draw(layer.shape());
            }
        }
        canvas.setTransform(before);
    }

    /** Darkens what lies under a part, moved by an offset in pixels. */
    void shadow(List<PaintedOutline> layers, AffineTransform pose, double dx, double dy) {
        AffineTransform before = canvas.getTransform();
        int steps = 3;
        for (int step = 1; step <= steps; step++) {
            canvas.translate(dx / steps, dy / steps);
            canvas.transform(pose);
            canvas.setPaint(new Color(0, 0, 0, (int) (255 * SHADOW_OPACITY / steps)));
            layers.forEach(layer -> canvas.fill(layer.shape()));
            canvas.setTransform(before);
            canvas.translate(dx * step / steps, dy * step / steps);
        }
        canvas.setTransform(before);
    }

    private static Paint paintOf(Shading shading, Material material, double highlight) {
        if (shading instanceof Shading.Flat flat) {
            return material.at(flat.level());
        }
        if (shading instanceof Shading.Sloped sloped) {
            return new LinearGradientPaint(
                    new Point2D.Double(sloped.x1(), sloped.y1()),
                    new Point2D.Double(sloped.x2(), sloped.y2()),
                    new float[] {0, 1},
                    new Color[] {material.at(sloped.from()), material.at(sloped.to())});
        }
        if (shading instanceof Shading.Round round) {
            return new LinearGradientPaint(
                    new Point2D.Double(round.x1(), round.y1()),
                    new Point2D.Double(round.x2(), round.y2()),
                    new float[] {0, (float) highlight, 1},
                    new Color[] {material.at(-0.5), material.at(0.7), material.at(-0.65)});
        }
        Shading.Ball ball = (Shading.Ball) shading;
        return new RadialGradientPaint(
                new Point2D.Double(ball.x() - ball.radius() * 0.3, ball.y() - ball.radius() * 0.3),
                (float) (ball.radius() * 1.3),
                new float[] {0, 1},
                new Color[] {material.at(0.85), material.at(-0.55)});
    }
}
