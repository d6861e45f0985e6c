package dev.chorus.tools.parts.sketch;

/**
 * How light falls on a layer. Levels are relative to the material's colour: 0 is the colour itself, 1 white, -1 black.
 */
public sealed interface Shading {

    /** The same everywhere. */
    record Flat(double level) implements Shading {}

    /** Changes evenly from one point to another, in the sketch's frame. */
    record Sloped(double x1, double y1, double x2, double y2, double from, double to) implements Shading {}

    /** A cylinder's side: dark at both points of the line across it, bright between them. */
    record Round(double x1, double y1, double x2, double y2) implements Shading {}

    /** A ball around a centre. */
    record Ball(double x, double y, double radius) implements Shading {}

    /** The same everywhere. */
    static Shading flat(double level) {
        return new Flat(level);
    }

    /** A cylinder that lies along the x axis, of this radius. */
    static Shading alongX(double radius) {
        return new Round(0, -radius, 0, radius);
    }
}
