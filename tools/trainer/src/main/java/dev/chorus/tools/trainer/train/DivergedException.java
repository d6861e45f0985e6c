package dev.chorus.tools.trainer.train;

import java.util.Locale;

/** Reports a training that was stopped because its loss is no longer finite, or far above what it was. */
public final class DivergedException extends Exception {

    private static final long serialVersionUID = 1L;

    private DivergedException(String message, DivergedException cause) {
        super(message, cause);
    }

    /**
     * @param loss of the last round
     * @param usual loss of the rounds before; NaN if there is none
     * @param step batches that were learned from
     */
    DivergedException(float loss, double usual, int step) {
        super(String.format(
                Locale.ROOT,
                "training stopped at step %d, the loss is %.3f%s",
                step,
                loss,
                Double.isNaN(usual) ? "" : String.format(Locale.ROOT, " and was %.3f before", usual)));
    }

    /** The same with what to do next. */
    public DivergedException advising(String advice) {
        return new DivergedException(getMessage() + "; " + advice, this);
    }
}
