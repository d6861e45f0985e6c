package dev.chorus.tools.trainer.train;

import java.util.List;

/**
 * Watches the losses of a training for values from which it does not recover: those that are not finite, and jumps far above what
 * the loss was. Single batches may be hard, so a jump must last for two rounds. Not thread-safe.
 */
public final class LossWatch {

    /** A jump exceeds the usual loss this many times, and by {@link #MARGIN} more. */
    private static final double FACTOR = 2;

    private static final double MARGIN = 1;

    /** Share of the usual loss that one round leaves. */
    private static final double KEPT = 0.9;

    private double[] usual = {};
    private boolean suspicious;

    /**
     * Takes the losses of one more round.
     *
     * @param step batches that were learned from
     * @param losses of each group of variants that learn from one loss, always as many
     * @throws DivergedException if the training has failed
     */
    public void check(int step, List<Float> losses) throws DivergedException {
        boolean before = suspicious;
        suspicious = false;
        for (int group = 0; group < losses.size(); group++) {
            float loss = losses.get(group);
            boolean high = usual.length > 0 && loss > FACTOR * usual[group] + MARGIN;
            if (!Float.isFinite(loss) || high && before) {
                throw new DivergedException(loss, usual.length > 0 ? usual[group] : Double.NaN, step);
            }
            suspicious |= high;
        }
        if (!suspicious) {
            remember(losses);
        }
    }

    private void remember(List<Float> losses) {
        boolean first = usual.length == 0;
        if (first) {
            usual = new double[losses.size()];
        }
        for (int group = 0; group < usual.length; group++) {
            usual[group] = first ? losses.get(group) : KEPT * usual[group] + (1 - KEPT) * losses.get(group);
        }
    }

    /** Whether a loss of the last round is far above the usual one: then its state must not be saved. */
    public boolean isSuspicious() {
        return suspicious;
    }

    /** Forgets the usual losses, since from now on others are computed. */
    public void restart() {
        usual = new double[0];
        suspicious = false;
    }
}
