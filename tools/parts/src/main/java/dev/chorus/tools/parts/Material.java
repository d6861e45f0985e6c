package dev.chorus.tools.parts;

import dev.chorus.tools.parts.sketch.SeededRandom;
import java.awt.Color;

/**
 * What a part is made of, which says nothing about its class.
 *
 * @param red {@code 0..255}, as the others
 * @param gloss how strongly light and shade show, about 0.4 to 1
 */
record Material(int red, int green, int blue, double gloss) {

    private static final Material STEEL = new Material(140, 146, 152, 1);
    private static final Material ZINC = new Material(176, 180, 178, 0.7);
    private static final Material BLACK_OXIDE = new Material(66, 66, 72, 0.8);
    private static final Material BRASS = new Material(184, 152, 72, 1);
    private static final Material COPPER = new Material(176, 108, 74, 0.9);
    private static final Material RUST = new Material(126, 76, 50, 0.5);
    private static final Material BLUE_PLASTIC = new Material(58, 92, 146, 0.6);
    private static final Material RED_PAINT = new Material(152, 54, 48, 0.6);
    private static final Material GREEN_PAINT = new Material(66, 112, 78, 0.6);

    /** Mostly metals, each a little different from the next piece. */
    static Material any(SeededRandom random) {
        Material pure = random.oneOf(
                STEEL,
                STEEL,
                STEEL,
                ZINC,
                ZINC,
                BLACK_OXIDE,
                BRASS,
                COPPER,
                RUST,
                BLUE_PLASTIC,
                RED_PAINT,
                GREEN_PAINT);
        int shift = random.integer(-22, 22);
        return new Material(
                clamp(pure.red + shift + random.integer(-8, 8)),
                clamp(pure.green + shift + random.integer(-8, 8)),
                clamp(pure.blue + shift + random.integer(-8, 8)),
                pure.gloss * random.between(0.75, 1.05));
    }

    /** The colour at a level of light: 0 is the material's own, 1 white, -1 black. */
    Color at(double level) {
        double share = StrictMath.max(-1, StrictMath.min(1, level * gloss));
        double towards = share < 0 ? 0 : 255;
        double weight = StrictMath.abs(share);
        return new Color(mixed(red, towards, weight), mixed(green, towards, weight), mixed(blue, towards, weight));
    }

    private static int mixed(int own, double towards, double weight) {
        return clamp((int) StrictMath.rint(own + (towards - own) * weight));
    }

    private static int clamp(int value) {
        return StrictMath.max(0, StrictMath.min(255, value));
    }
}
