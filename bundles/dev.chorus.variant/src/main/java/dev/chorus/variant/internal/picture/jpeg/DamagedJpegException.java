package dev.chorus.variant.internal.picture.jpeg;

/** A JPEG file whose pixels cannot be read, or not all of them. Thrown often by design, so without a trace. */
public final class DamagedJpegException extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedJpegException(String why) {
        super(why, null, false, false);
    }
}
