package dev.chorus.tools.demo;

import java.time.Duration;

/**
 * What came of one picture.
 *
 * @param number counted from 1
 * @param truth what was drawn
 * @param answer the first label, or why there is none
 * @param answered whether {@code answer} is a label
 * @param score of the first label, 0 to 1
 * @param contributors variants in the answer
 * @param expected variants that could have been in it
 * @param early whether it came before all awaited variants had spoken, because the rest could not change it
 * @param degraded whether it lacks a variant that is gone
 * @param latency from asking to hearing the answer
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

    /** Whether the answer is what was drawn. */
    boolean isRight() {
        return answered && answer.equals(truth);
    }
}
