package dev.chorus.core.concurrent;

/** Receives the failures of tasks of a {@link SerialExecutor}. */
@FunctionalInterface
public interface TaskFailureListener {

    /**
     * Handles a failed task; the failure is already logged. Called on the thread of the executor, which continues with
     * the next task regardless of the outcome of this method.
     *
     * @param failure what the task threw, including any {@link Error}
     */
    void taskFailed(Throwable failure);

    /**
     * Returns whether a failure may have left any state half changed, so that only a restart of the component makes it
     * reliable again: errors of the virtual machine such as {@link OutOfMemoryError}, which can occur at any
     * instruction. A {@link StackOverflowError} is not fatal: it unwinds the task that caused it.
     */
    static boolean isFatal(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }
}
