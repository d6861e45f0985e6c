package dev.chorus.variant.internal.picture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.inference.api.Picture;
import java.awt.Color;

/** Looks at single pixels. */
final class PixelAssert {

    private PixelAssert() {}

    static Color colour(Picture picture, int x, int y) {
        int at = (y * picture.width() + x) * 3;
        return new Color(
                picture.rgb().get(at) & 0xFF,
                picture.rgb().get(at + 1) & 0xFF,
                picture.rgb().get(at + 2) & 0xFF);
    }

    static void assertColour(Picture picture, int x, int y, int red, int green, int blue, int tolerance) {
        Color colour = colour(picture, x, y);
        boolean near = Math.abs(colour.getRed() - red) <= tolerance
                && Math.abs(colour.getGreen() - green) <= tolerance
                && Math.abs(colour.getBlue() - blue) <= tolerance;
        assertTrue(near, "pixel " + x + ", " + y + " is " + colour);
    }
}
