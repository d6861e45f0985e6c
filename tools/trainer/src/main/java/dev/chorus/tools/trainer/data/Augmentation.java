package dev.chorus.tools.trainer.data;

/**
 * How pictures are changed from one time they are learned from to the next.
 *
 * @param flips whether to mirror half of them sideways
 * @param turns whether to mirror and turn them by quarters, all eight ways alike: for what has no up and down
 * @param shift by how many pixels at most to move them, edges repeated, 0 or more
 * @param mixup the alpha of mixup (arXiv 1710.09412), 0 for none
 * @param labelSmoothing the share of probability spread over all classes, 0 or more, below 1
 * @param alternating whether a picture is mirrored in every other round instead of at random, in the first round at random. Without
 *     {@code flips}, or with {@code turns}, of no effect
 */
public record Augmentation(
        boolean flips, boolean turns, int shift, double mixup, double labelSmoothing, boolean alternating) {

    /** Changes that are all at random. */
    public Augmentation(boolean flips, boolean turns, int shift, double mixup, double labelSmoothing) {
        this(flips, turns, shift, mixup, labelSmoothing, false);
    }

    /** Pictures as they are. */
    public static final Augmentation NONE = new Augmentation(false, false, 0, 0, 0);

    private static final int MAX_SHIFT = 64;

    /** @throws IllegalArgumentException naming the field, its value and what is allowed */
    public Augmentation {
        require(shift >= 0 && shift <= MAX_SHIFT, "shift", shift, "0.." + MAX_SHIFT);
        require(mixup >= 0 && mixup <= 10, "mixup", mixup, "0..10");
        require(labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", labelSmoothing, "0 and more, below 1");
    }

    private static void require(boolean allowed, String field, Number value, String what) {
        if (!allowed) {
            throw new IllegalArgumentException(field + " is " + value + ", allowed is " + what);
        }
    }
}
