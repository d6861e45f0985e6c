package dev.chorus.core.concurrent;

/** Receives what tasks of a {@link SerialExecutor} throw. */
@FunctionalInterface
public interface TaskFailureListener {

    /**
     * A task has failed; it is logged already. Called on the thread of the executor, which continues with its next task afterwards
     * whatever this method does.
     *
     * @param failure what the task threw, an {@link Error} included
     */
    void taskFailed(Throwable failure);

    /**
     * Whether a failure may have left any state half changed, so that only a restart of the component makes it reliable again: errors
     * of the virtual machine such as {@link OutOfMemoryError}, which can strike at any instruction. A {@link StackOverflowError} is
     * none: it unwinds the task that caused it.
     */
    static boolean isFatal(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }
}
