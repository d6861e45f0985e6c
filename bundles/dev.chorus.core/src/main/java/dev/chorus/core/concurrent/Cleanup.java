package dev.chorus.core.concurrent;

/** Ends what was started, in order. Stateless. */
public final class Cleanup {

    private Cleanup() {}

    /**
     * Runs all steps one after the other on the calling thread, also those after one that throws. Throws what the first failing step
     * threw, with the failures of later ones suppressed.
     *
     * @param steps in their order
     */
    public static void runAll(Runnable... steps) {
        Throwable first = null;
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (Throwable failure) {
                if (first == null) {
                    first = failure;
                } else if (first != failure) {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first != null) {
            throw (RuntimeException) first;
        }
    }
}
