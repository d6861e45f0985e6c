package dev.chorus.aggregator.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Runs the tasks that change a family's state, one at a time on their own thread, and between them what is due by
 * then. Thread-safe.
 *
 * <p>A separate thread and not the link's dispatcher: windows outlast a reconnect, deadlines do not wait for a slow
 * handler, and pictures are released on the dispatcher, before they could queue here.
 */
final class FamilyExecutor {

    /** Maximum number of waiting messages. */
    static final int CAPACITY = 4096;

    /** How long ending waits for the running task and the last one. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    /** Periodic work on the thread. All methods are called on it, with the time of {@link System#nanoTime()}. */
    interface Duties {

        /** When {@link #runDue} has something to do next; empty if never. Called after each task. */
        OptionalLong nextDue();

        /** Does what is due. */
        void runDue(long nowNanos);

        /** Called several times a second. */
        void refresh(long nowNanos);

        /** Called after the process stalled, before any task that arrived afterwards: waiting messages may be old. */
        void stalled(long nowNanos);
    }

    private final Duties duties;
    private final LongSupplier nanoTime;
    private final SerialExecutor executor;
    private final DueTimer timer;
    private final StallDetector stalls;

    /**
     * Creates an executor; {@link #start} starts it.
     *
     * @param name name of the thread
     * @param failures receives exceptions of tasks and duties
     */
    FamilyExecutor(String name, Duties duties, TaskFailureListener failures) {
        this(name, duties, failures, System::nanoTime);
    }

    /** @param nanoTime clock for duties and stall detection */
    FamilyExecutor(String name, Duties duties, TaskFailureListener failures, LongSupplier nanoTime) {
        this.duties = duties;
        this.nanoTime = nanoTime;
        executor = new SerialExecutor(name, failures);
        timer = new DueTimer(executor, () -> run(() -> duties.runDue(nanoTime.getAsLong())));
        stalls = new StallDetector(nanoTime.getAsLong());
    }

    /** Starts the duties; call once. */
    void start() {
        executor.scheduleEvery(StallDetector.INTERVAL, () -> run(() -> duties.refresh(nanoTime.getAsLong())));
    }

    /** Queues a message's task without waiting; returns false if it was dropped because too many wait. */
    boolean offer(Runnable task) {
        return executor.offer(() -> run(task), CAPACITY);
    }

    /** Queues a task that must not be dropped, however many wait; for what the network cannot multiply. */
    void execute(Runnable task) {
        executor.execute(() -> run(task));
    }

    /** After a task that fails, the next one checks what is due: {@link Duties#refresh} at the latest. */
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

    /** Ends with a last task, which always runs; waits a bounded time. */
    void close(Runnable lastTask) {
        executor.close(lastTask, CLOSE_LIMIT);
    }
}
