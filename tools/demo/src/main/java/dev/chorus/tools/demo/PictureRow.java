package dev.chorus.tools.demo;

import java.time.Duration;

/**
 * Outcome of one picture.
 *
 * @param number counted from 1
 * @param truth label of the drawn part
 * @param answer first label, or the reason for a missing answer
 * @param answered whether {@code answer} is a label
 * @param score score of the first label, 0 to 1
 * @param contributors number of variants in the answer
 * @param expected number of variants that could contribute
 * @param early whether the window closed before all awaited variants replied, as the rest could not change the label
 * @param degraded whether an absent variant is missing
 * @param latency time from request to answer
 */
record PictureRow(
        int number,
        String truth,
        String answer,
        boolean answered,
        double score,
        int contributors,
        int expected,
        boolean early,
        boolean degraded,
        Duration latency) {

    /** Returns whether the answer is correct. */
    boolean isRight() {
        return answered && answer.equals(truth);
    }
}
