package dev.chorus.tools.trainer.run;

import java.util.Locale;

/**
 * Which state of a training is written.
 *
 * @param step batches that each variant had learned from in that state
 * @param fused accuracy of the fused answer in that state, on the pictures of the validations during training, 0 to 1
 * @param lastStep batches that each variant learned from in all
 * @param lastFused accuracy after the last one
 */
public record WrittenState(int step, double fused, int lastStep, double lastFused) {

    /** Whether an earlier state is written since the last one is worse. */
    public boolean isRestored() {
        return step != lastStep;
    }

    /** Returns one sentence for reports. */
    public String sentence() {
        return isRestored()
                ? String.format(
                        Locale.ROOT,
                        "Written is the state of step %d (%.1f %% fused in its validation), restored because the last one, of step"
                                + " %d, is worse by more than noise (%.1f %%).",
                        step,
                        100 * fused,
                        lastStep,
                        100 * lastFused)
                : String.format(
                        Locale.ROOT,
                        "Written is the last state, of step %d (%.1f %% fused in its validation).",
                        step,
                        100 * fused);
    }
}
