package dev.chorus.tools.trainer.run;

import java.util.List;

/**
 * How a family did at some point of its training.
 *
 * @param step batches that each variant had learned from
 * @param progress share of the training that was done, 0 to 1
 * @param minutes since it began, interruptions not counted
 * @param loss of the last batches
 * @param singles each variant's accuracy on the validation pictures, 0 to 1
 * @param fused all variants' together
 */
record CurvePoint(int step, double progress, double minutes, double loss, List<Double> singles, double fused) {}
