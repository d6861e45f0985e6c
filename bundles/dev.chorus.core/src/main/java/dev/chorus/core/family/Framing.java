package dev.chorus.core.family;

import java.util.Objects;

/**
 * How a picture of any size becomes the square of side N that a {@link ModelInterface.Classifier} takes. Immutable.
 *
 * <p>The picture is scaled for a square of side M, the largest whole number not above {@code N / crop}; then the N x N
 * pixels in its middle are cut out.
 *
 * @param resize the lengths of the scaled picture
 * @param crop the share of the scaled square's side that remains, above 0, at most 1; with 1 only what exceeds N is cut
 *     off
 * @param smoothing how pixels are mixed
 * @param padding the sample, 0 to 255, of each color channel beside a letterboxed picture
 */
public record Framing(Resize resize, double crop, Smoothing smoothing, int padding) {

    /** Default padding: the gray of Ultralytics' letterbox. */
    public static final int USUAL_PADDING = 114;

    /** Minimum crop; M is at most 16384 then. */
    public static final double LEAST_CROP = 1.0 / 16;

    /** The whole picture, stretched to the square without smoothing: the default of a classifier. */
    public static final Framing WHOLE = new Framing(Resize.STRETCH, 1, Smoothing.NONE, USUAL_PADDING);

    /** The lengths of the scaled picture. */
    public enum Resize {
        /** M x M, whatever the proportions. */
        STRETCH,
        /** The shorter side has M pixels; the longer one keeps the proportions, rounded down. */
        FIT_SHORTEST,
        /** The longer side has M pixels; the shorter one keeps the proportions, rounded, with padding on both sides. */
        LETTERBOX
    }

    /** How pixels are mixed. */
    public enum Smoothing {
        /** From the 2 x 2 pixels around a position, however much the picture shrinks: bilinear without antialiasing. */
        NONE,
        /**
         * From all pixels below a triangle that widens as the picture shrinks: bilinear with antialiasing, as in
         * Pillow.
         */
        BILINEAR,
        /** From all pixels below a cubic kernel (a = -0.5) that widens as the picture shrinks, as in Pillow. */
        BICUBIC
    }

    /** @throws IllegalArgumentException naming the field, the required value and the given value */
    public Framing {
        Objects.requireNonNull(resize, "resize");
        Objects.requireNonNull(smoothing, "smoothing");
        if (!(crop >= LEAST_CROP && crop <= 1)) {
            throw new IllegalArgumentException("crop must be " + LEAST_CROP + " to 1, was " + crop);
        }
        if (resize == Resize.LETTERBOX && crop != 1) {
            throw new IllegalArgumentException(
                    "crop must be 1 with letterbox, which keeps the whole picture, was " + crop);
        }
        if (padding < 0 || padding > 255) {
            throw new IllegalArgumentException("padding must be 0 to 255, was " + padding);
        }
    }

    /**
     * Returns the side M of the square that a picture is scaled for.
     *
     * @param side N, the side after cutting, in pixels
     */
    public int scaledSide(int side) {
        return (int) Math.floor(side / crop);
    }
}
