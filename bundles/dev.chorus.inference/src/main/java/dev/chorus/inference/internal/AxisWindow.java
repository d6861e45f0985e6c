package dev.chorus.inference.internal;

import dev.chorus.core.family.Framing;
import dev.chorus.core.family.Framing.Resize;

/**
 * One axis of a picture that becomes one side of a square: {@code source} pixels are scaled to {@code scaled} ones, of which
 * {@code length}, from position {@code from} on, go to position {@code into} of the side.
 *
 * @param source at least 1
 * @param scaled at least 1; of a long and narrow picture more than an int holds
 * @param from {@code 0..scaled - length}
 * @param into at least 0
 * @param length at least 1
 */
record AxisWindow(int source, long scaled, long from, int into, int length) {

    /** The whole axis on the whole side. */
    static AxisWindow whole(int source, int side) {
        return new AxisWindow(source, side, 0, 0, side);
    }

    /**
     * As a framing has it.
     *
     * @param source pixels of this axis
     * @param other pixels of the other axis
     * @param side of the square
     */
    static AxisWindow of(Framing framing, int source, int other, int side) {
        long scaledSide = framing.scaledSide(side);
        long scaled =
                framing.resize() == Resize.FIT_SHORTEST && source > other ? scaledSide * source / other : scaledSide;
        if (framing.resize() == Resize.LETTERBOX && source < other) {
            int length = (int) Math.max(1, Math.rint((double) source * side / other));
            return new AxisWindow(source, length, 0, (side - length) / 2, length);
        }
        // A half is rounded to an even number, as torchvision's CenterCrop does.
        return new AxisWindow(source, scaled, (long) Math.rint((scaled - side) / 2.0), 0, side);
    }
}
