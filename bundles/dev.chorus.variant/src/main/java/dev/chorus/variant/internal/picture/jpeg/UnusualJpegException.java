package dev.chorus.variant.internal.picture.jpeg;

/** This file is not one that is read here: of another kind, or damaged. Thrown often by design, so without a trace. */
final class UnusualJpegException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusualJpegException(String why) {
        super(why, null, false, false);
    }
}
