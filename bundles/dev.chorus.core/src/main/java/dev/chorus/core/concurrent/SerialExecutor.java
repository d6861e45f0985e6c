package dev.chorus.core.concurrent;

import dev.chorus.core.metrics.OncePerSecond;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time on a daemon thread of its own. Tasks run in the order of the times at which they are due: one that is due
 * at once never runs after one that was scheduled for later.
 *
 * <p>No {@link Throwable} ends the thread: what a task throws is logged at most once a second, passed to the
 * {@link TaskFailureListener}, and the next task runs.
 *
 * <p>After {@link #close} no task begins but the last one, which runs in any case, even when a slow task delays it beyond the time
 * that {@code close} waits. A task that takes long asks {@link #closing()} before it starts anything that outlives it.
 */
public final class SerialExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final String name;
    private final TaskFailureListener failures;
    private final OncePerSecond failureLog = new OncePerSecond();
    private final ScheduledThreadPoolExecutor executor;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Object closeLock = new Object();
    private volatile boolean closing;
    private volatile Thread thread;
    /** Guarded by {@link #closeLock}. */
    private boolean lastTaskBegun;

    /**
     * An executor without tasks; its thread starts with the first one.
     *
     * @param name of the thread
     * @param failures receives what tasks throw
     */
    public SerialExecutor(String name, TaskFailureListener failures) {
        this.name = name;
        this.failures = failures;
        // Discarding: close() drops what has not begun, and that includes what comes later.
        executor = new ScheduledThreadPoolExecutor(1, this::newThread, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread newThread(Runnable work) {
        Thread created = new Thread(work, name);
        created.setDaemon(true);
        // Otherwise it would be that of the first caller, whose bundle could then not be collected.
        created.setContextClassLoader(SerialExecutor.class.getClassLoader());
        thread = created;
        return created;
    }

    /** Runs a task as soon as those before it are done; dropped after {@link #close}. */
    @Override
    public void execute(Runnable task) {
        waiting.incrementAndGet();
        enqueue(task);
    }

    /**
     * Like {@link #execute}, unless too many tasks wait already.
     *
     * @param limit how many tasks of {@code execute} and {@code offer} may wait, this one included
     * @return false if the task was dropped, because of the limit or after {@link #close}
     */
    public boolean offer(Runnable task, int limit) {
        if (closing) {
            return false;
        }
        if (waiting.incrementAndGet() > limit) {
            waiting.decrementAndGet();
            return false;
        }
        enqueue(task);
        return true;
    }

    private void enqueue(Runnable task) {
        executor.execute(() -> {
            waiting.decrementAndGet();
            runUnlessClosing(task);
        });
    }

    /**
     * Runs a task after a delay; dropped after {@link #close}.
     *
     * @return cancels the task if it has not begun
     */
    public ScheduledFuture<?> schedule(Runnable task, Duration delay) {
        return executor.schedule(() -> runUnlessClosing(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a task repeatedly, the first time after one interval, until {@link #close}. A failed run does not end the series.
     *
     * @param interval from the end of one run to the begin of the next; above 0
     */
    public void scheduleEvery(Duration interval, Runnable task) {
        executor.scheduleWithFixedDelay(
                () -> runUnlessClosing(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How many tasks of {@link #execute} and {@link #offer} have not begun. */
    public int waiting() {
        return waiting.get();
    }

    /** Whether the caller runs on the thread of this executor. */
    public boolean inThread() {
        return Thread.currentThread() == thread;
    }

    /** Whether {@link #close} was called: what a running task has not started by now must not be started any more. */
    public boolean closing() {
        return closing;
    }

    private void runUnlessClosing(Runnable task) {
        if (!closing) {
            run(task);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            report(failure);
        }
    }

    private void report(Throwable failure) {
        try {
            failureLog.run(skipped -> LOG.error(
                    "A task of {} failed; the next one runs ({} earlier failures not logged)", name, skipped, failure));
            failures.taskFailed(failure);
        } catch (Throwable second) {
            // Out of memory once more, or a listener that fails: neither may end the thread.
            second.addSuppressed(failure);
            failureLog.run(skipped -> LOG.error("The failure of a task of {} could not be reported", name, second));
        }
    }

    /** Like {@link #close(Runnable, Duration)}, without a last task. */
    public boolean close(Duration limit) {
        return close(() -> {}, limit);
    }

    /**
     * Drops the tasks that have not begun, lets the running one finish, runs a last one and ends the thread. Waits for that, unless
     * called on the thread of this executor. A running task is interrupted after half of the limit, the last task at the limit. When
     * called again, only waits.
     *
     * @param lastTask runs also when this method has returned before its turn
     * @param limit how long to wait at most
     * @return whether the thread has ended
     */
    public boolean close(Runnable lastTask, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (closeLock) {
            if (!closing) {
                closing = true;
                executor.execute(() -> {
                    synchronized (closeLock) {
                        lastTaskBegun = true;
                    }
                    run(lastTask);
                });
                executor.shutdown();
            }
        }
        if (inThread()) {
            return false;
        }
        boolean ended = awaitEnd(deadline - limit.toNanos() / 2);
        if (!ended) {
            interrupt(false);
            ended = awaitEnd(deadline);
        }
        if (!ended) {
            interrupt(true);
            LOG.error("{} did not end within {} ms; it ends with its running task", name, limit.toMillis());
        }
        return ended;
    }

    private void interrupt(boolean lastTaskToo) {
        synchronized (closeLock) {
            if (lastTaskToo || !lastTaskBegun) {
                thread.interrupt();
            }
        }
    }

    private boolean awaitEnd(long deadlineNanos) {
        try {
            if (!executor.awaitTermination(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            // Terminated a moment before the thread itself ends.
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadlineNanos - System.nanoTime()));
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
