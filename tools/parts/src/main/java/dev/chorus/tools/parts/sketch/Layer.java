package dev.chorus.tools.parts.sketch;

import java.awt.Shape;

/**
 * One painted outline of a sketch; later layers cover earlier ones.
 *
 * @param shape what is filled, in the sketch's frame
 * @param shading how it is lit
 * @param edged whether a thin dark line runs around it
 */
public record Layer(Shape shape, Shading shading, boolean edged) {

    /** A layer with an edge. */
    public static Layer edged(Shape shape, Shading shading) {
        return new Layer(shape, shading, true);
    }

    /** A layer without an edge. */
    public static Layer plain(Shape shape, Shading shading) {
        return new Layer(shape, shading, false);
    }
}
