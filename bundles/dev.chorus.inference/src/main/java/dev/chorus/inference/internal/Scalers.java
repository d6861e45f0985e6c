package dev.chorus.inference.internal;

import dev.chorus.core.family.Framing;
import dev.chorus.core.family.Framing.Smoothing;

/** Makes scalers. Stateless. */
public final class Scalers {

    private Scalers() {}

    /**
     * For pictures of one size; all lengths in pixels, at least 1.
     *
     * @param side of the square
     */
    public static PixelScaler of(int width, int height, int side, Framing framing) {
        AxisWindow horizontal = AxisWindow.of(framing, width, height, side);
        AxisWindow vertical = AxisWindow.of(framing, height, width, side);
        return framing.smoothing() == Smoothing.NONE
                ? new PointScaler(horizontal, vertical, side)
                : new SmoothScaler(horizontal, vertical, side, framing.smoothing());
    }
}
