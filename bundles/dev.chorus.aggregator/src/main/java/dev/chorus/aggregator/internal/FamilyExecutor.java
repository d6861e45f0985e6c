package dev.chorus.aggregator.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Runs the tasks that change a family's state, one at a time on a thread of its own, and in between what is due by then. Safe for any
 * thread.
 *
 * <p>A thread of its own rather than the link's dispatcher: windows outlive a reconnect, deadlines do not wait for a slow handler, and
 * pictures are released on the dispatcher, before they could queue here.
 */
final class FamilyExecutor {

    /** How many messages may wait. */
    static final int CAPACITY = 4096;

    /** How long ending waits for the running task and the last one. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    /** What the thread does besides tasks. All methods are called on it, with the time of {@link System#nanoTime()}. */
    interface Duties {

        /** When {@link #runDue} has something to do next; empty if never. Called after each task. */
        OptionalLong nextDue();

        /** Does what is due. */
        void runDue(long nowNanos);

        /** Called several times a second. */
        void refresh(long nowNanos);

        /** The process stood still: what waits may be old. Called before any task that came in afterwards. */
        void stalled(long nowNanos);
    }

    private final Duties duties;
    private final LongSupplier nanoTime;
    private final SerialExecutor executor;
    private final DueTimer timer;
    private final StallDetector stalls;

    /**
     * An executor that has not begun.
     *
     * @param name of the thread
     * @param failures receives what tasks and duties throw
     */
    FamilyExecutor(String name, Duties duties, TaskFailureListener failures) {
        this(name, duties, failures, System::nanoTime);
    }

    /** @param nanoTime the time that duties get and in which a stall shows */
    FamilyExecutor(String name, Duties duties, TaskFailureListener failures, LongSupplier nanoTime) {
        this.duties = duties;
        this.nanoTime = nanoTime;
        executor = new SerialExecutor(name, failures);
        timer = new DueTimer(executor, () -> run(() -> duties.runDue(nanoTime.getAsLong())));
        stalls = new StallDetector(nanoTime.getAsLong());
    }

    /** Begins with the duties; once. */
    void start() {
        executor.scheduleEvery(StallDetector.INTERVAL, () -> run(() -> duties.refresh(nanoTime.getAsLong())));
    }

    /** Takes a message's task without waiting; returns false if it was dropped because too many wait. */
    boolean offer(Runnable task) {
        return executor.offer(() -> run(task), CAPACITY);
    }

    /** Takes a task that must not be dropped, however many wait; for what the network cannot multiply. */
    void execute(Runnable task) {
        executor.execute(() -> run(task));
    }

    /** What is due after a task that fails shows after the next one: {@link Duties#refresh} at the latest. */
    private void run(Runnable task) {
        long now = nanoTime.getAsLong();
        if (stalls.stalledUntil(now)) {
            duties.stalled(now);
        }
        task.run();
        OptionalLong due = duties.nextDue();
        if (due.isPresent()) {
            timer.runBy(due.getAsLong());
        }
    }

    /** Ends with a last task, which always runs; waits a bounded time for that. */
    void close(Runnable lastTask) {
        executor.close(lastTask, CLOSE_LIMIT);
    }
}
