package dev.chorus.variant.internal.picture.png;

/** A PNG file whose pixels are damaged or not all there. Thrown often by design, so without a trace. */
public final class DamagedPngException extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedPngException(String why) {
        super(why, null, false, false);
    }
}
