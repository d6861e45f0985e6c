package dev.chorus.tools.fuzz.entry;

import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.PictureRefusedException;
import dev.chorus.variant.internal.picture.PictureType;
import dev.chorus.variant.internal.picture.PixelBuffer;

/** Pictures, from their first bytes to their pixels, at their size and at less. Whether one is taken must not depend on the size. */
public final class PictureTarget {

    private static final PictureLimits LIMITS = new PictureLimits(1 << 16, 1 << 16);
    private static final int[] WANTED = {4, 20, PictureDecoder.WHOLE};
    private static final PictureDecoder DECODER = new PictureDecoder();
    private static final PixelBuffer PIXELS = new PixelBuffer();

    private PictureTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        PictureType type;
        try {
            type = PictureType.check(input, LIMITS);
        } catch (PictureRefusedException e) {
            // Refused, as it may be.
            return;
        }
        String first = verdict(input, type, WANTED[0]);
        for (int wanted : WANTED) {
            String verdict = verdict(input, type, wanted);
            if (!verdict.equals(first)) {
                throw new AssertionError(verdict + " for " + wanted + " pixels, " + first + " for " + WANTED[0]);
            }
        }
    }

    private static String verdict(byte[] input, PictureType type, int wanted) {
        try {
            DECODER.decode(input, type, LIMITS, wanted, PIXELS);
            return "taken";
        } catch (PictureRefusedException e) {
            return e.refusal().wireName();
        }
    }
}
