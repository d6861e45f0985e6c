package dev.chorus.tools.trainer.train;

import java.time.Duration;

/** How long a training lasts. Immutable; any thread may ask. */
public sealed interface Budget {

    /** The share of the training that is done before a step, the first step being 0; 1 and more is the end. */
    double progress(int step);

    /**
     * So many batches: the same seed then gives the same weights.
     *
     * @param steps at least 1
     */
    record Steps(int steps) implements Budget {

        /** @throws IllegalArgumentException if there are none */
        public Steps {
            if (steps < 1) {
                throw new IllegalArgumentException("steps is " + steps + ", allowed is 1 and more");
            }
        }

        @Override
        public double progress(int step) {
            return (double) step / steps;
        }
    }

    /**
     * So much time, whatever a step takes. The learning rate follows the clock, so no two trainings are alike.
     *
     * @param whole of the training, above 0
     * @param startNanos when it began on the clock of {@link System#nanoTime}; earlier by what was spent before a resumption
     */
    record Time(Duration whole, long startNanos) implements Budget {

        @Override
        public double progress(int step) {
            return (double) (System.nanoTime() - startNanos) / whole.toNanos();
        }
    }
}
