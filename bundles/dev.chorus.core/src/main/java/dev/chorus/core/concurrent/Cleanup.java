package dev.chorus.core.concurrent;

/** Runs the steps that end a component. Stateless. */
public final class Cleanup {

    private Cleanup() {}

    /**
     * Runs all steps in order on the calling thread, including those after a step that throws. Throws the failure of
     * the first step that failed, with later failures suppressed.
     *
     * @param steps in order
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
