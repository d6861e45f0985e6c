package dev.chorus.tools.fuzz.entry;

import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureRefusedException;
import dev.chorus.variant.internal.picture.PictureType;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.util.Optional;

/** Pictures, from their first bytes to their pixels, at their size and at less. */
public final class PictureTarget {

    private static final PictureLimits LIMITS = new PictureLimits(1 << 16, 1 << 16);
    private static final int SOME = 4;
    private static final PictureDecoder DECODER = new PictureDecoder();
    private static final PixelBuffer PIXELS = new PixelBuffer();

    private PictureTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            PictureType type = PictureType.check(input, Optional.empty(), LIMITS);
            DECODER.decode(input, type, LIMITS, SOME, PIXELS);
            DECODER.decode(input, type, LIMITS, PictureDecoder.WHOLE, PIXELS);
        } catch (PictureRefusedException e) {
            // Refused, as it may be.
        }
    }
}
