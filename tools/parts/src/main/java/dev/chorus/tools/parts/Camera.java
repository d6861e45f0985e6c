package dev.chorus.tools.parts;

import dev.chorus.tools.parts.sketch.SeededRandom;

/** What light and sensor make of a scene: uneven light, exposure, colour cast, contrast, blur and noise. */
final class Camera {

    private final SeededRandom random;
    private final Difficulty difficulty;
    private final int size;

    Camera(SeededRandom random, Difficulty difficulty, int size) {
        this.random = random;
        this.difficulty = difficulty;
        this.size = size;
    }

    /**
     * Changes the picture in place.
     *
     * @param rgb {@code 0xRRGGBB}, row by row, shape {@code [size * size]}
     */
    void expose(int[] rgb) {
        for (int pass = (int) (difficulty.noise() * random.between(0, 3.4)); pass > 0; pass--) {
            blur(rgb);
        }
        double stray = difficulty.light();
        double exposure = 1 + stray * random.between(-0.5, 0.35);
        double contrast = 1 + stray * random.between(-0.45, 0.25);
        double[] cast = {
            exposure * (1 + stray * random.between(-0.14, 0.14)),
            exposure * (1 + stray * random.between(-0.08, 0.08)),
            exposure * (1 + stray * random.between(-0.14, 0.14))
        };
        double angle = random.angle();
        double fall = stray * random.between(0, 0.9) / size;
        double fallX = fall * StrictMath.cos(angle);
        double fallY = fall * StrictMath.sin(angle);
        int grain = (int) (2 + 48 * difficulty.noise() * random.between(0.1, 1));
        for (int at = 0; at < rgb.length; at++) {
            double light = 1 + fallX * (at % size - size / 2d) + fallY * (at / size - size / 2d);
            int seen = 0;
            for (int channel = 0; channel < 3; channel++) {
                double value = (rgb[at] >> (16 - 8 * channel)) & 0xFF;
                double lit = (110 + (value - 110) * contrast) * light * cast[channel];
                seen = seen << 8 | clamp((int) StrictMath.rint(lit) + grain(grain));
            }
            rgb[at] = seen;
        }
    }

    /** Near enough to a normal distribution: the sum of two even ones. */
    private int grain(int reach) {
        return random.integer(-reach, reach) / 2 + random.integer(-reach, reach) / 2;
    }

    /** One pass of the kernel 1 2 1, across and down. */
    private void blur(int[] rgb) {
        blurLines(rgb, 1, size);
        blurLines(rgb, size, 1);
    }

    private void blurLines(int[] rgb, int step, int lineStep) {
        for (int line = 0; line < size; line++) {
            int start = line * lineStep;
            int before = rgb[start];
            for (int along = 0; along < size; along++) {
                int at = start + along * step;
                int here = rgb[at];
                int after = along + 1 < size ? rgb[at + step] : here;
                rgb[at] = average(before, here, after);
                before = here;
            }
        }
    }

    private static int average(int before, int here, int after) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int sum = (before >> shift & 0xFF) + 2 * (here >> shift & 0xFF) + (after >> shift & 0xFF);
            mixed |= (sum + 2) / 4 << shift;
        }
        return mixed;
    }

    private static int clamp(int value) {
        return StrictMath.max(0, StrictMath.min(255, value));
    }
}
