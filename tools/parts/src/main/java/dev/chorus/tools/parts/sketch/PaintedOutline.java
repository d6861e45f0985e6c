package dev.chorus.tools.parts.sketch;

import java.awt.Shape;

/**
 * One painted outline of a sketch; later layers cover earlier ones.
 *
 * @param shape what is filled, in the sketch's frame
 * @param shading how it is lit
 * @param edged whether a thin dark line runs around it
 */
public record PaintedOutline(Shape shape, Shading shading, boolean edged) {

    /** A layer with an edge. */
    public static PaintedOutline edged(Shape shape, Shading shading) {
        return new PaintedOutline(shape, shading, true);
    }

    /** A layer without an edge. */
    public static PaintedOutline plain(Shape shape, Shading shading) {
        return new PaintedOutline(shape, shading, false);
    }
}
