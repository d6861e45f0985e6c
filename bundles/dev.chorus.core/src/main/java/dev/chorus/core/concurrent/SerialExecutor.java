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
 * Runs tasks one at a time on its own daemon thread, in the order of their due times: a task that is due immediately
 * never runs after a task scheduled for later.
 *
 * <p>No {@link Throwable} ends the thread: a failure is logged at most once a second and passed to the
 * {@link TaskFailureListener}, then the next task runs.
 *
 * <p>After {@link #close} only the last task starts. It always runs, even if a slow task delays it beyond the time that
 * {@code close} waits. A long task checks {@link #closing()} before it starts anything that outlives it.
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
     * Creates an executor without tasks; its thread starts with the first task.
     *
     * @param name of the thread
     * @param failures receives what tasks throw
     */
    public SerialExecutor(String name, TaskFailureListener failures) {
        this.name = name;
        this.failures = failures;
        // Discarding: close() drops tasks that have not started, including those submitted later.
        executor = new ScheduledThreadPoolExecutor(1, this::newThread, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread newThread(Runnable work) {
        Thread created = new Thread(work, name);
        created.setDaemon(true);
        // Otherwise the class loader would be that of the first caller, whose bundle could then not be collected.
        created.setContextClassLoader(SerialExecutor.class.getClassLoader());
        thread = created;
        return created;
    }

    /** Runs a task after those before it; dropped after {@link #close}. */
    @Override
    public void execute(Runnable task) {
        waiting.incrementAndGet();
        enqueue(task);
    }

    /**
     * Like {@link #execute}, unless too many tasks are waiting.
     *
     * @param limit maximum number of waiting tasks of {@code execute} and {@code offer}, including this one
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
     * @return cancels the task if it has not started
     */
    public ScheduledFuture<?> schedule(Runnable task, Duration delay) {
        return executor.schedule(() -> runUnlessClosing(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a task repeatedly until {@link #close}, the first time after one interval. A failed run does not end the
     * series.
     *
     * @param interval from the end of one run to the start of the next; above 0
     */
    public void scheduleEvery(Duration interval, Runnable task) {
        executor.scheduleWithFixedDelay(
                () -> runUnlessClosing(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns the number of tasks of {@link #execute} and {@link #offer} that have not started. */
    public int waiting() {
        return waiting.get();
    }

    /** Returns whether the caller runs on the thread of this executor. */
    public boolean inThread() {
        return Thread.currentThread() == thread;
    }

    /** Returns whether {@link #close} was called: a running task must not start anything new from then on. */
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
                    "Task of {} failed, continuing with the next one ({} earlier failures not logged)",
                    name,
                    skipped,
                    failure));
            failures.taskFailed(failure);
        } catch (Throwable second) {
            // Out of memory again, or a failing listener: neither may end the thread.
            second.addSuppressed(failure);
            failureLog.run(skipped -> LOG.error("Failed to report the failure of a task of {}", name, second));
        }
    }

    /** Like {@link #close(Runnable, Duration)}, without a last task. */
    public boolean close(Duration limit) {
        return close(() -> {}, limit);
    }

    /**
     * Drops the tasks that have not started, lets the running task finish, runs a last task and ends the thread. Waits
     * for the end unless called on the thread of this executor. Interrupts a running task after half of the limit and
     * the last task at the limit. Later calls only wait.
     *
     * @param lastTask runs even if this method returns before it starts
     * @param limit maximum time to wait
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
            LOG.error("{} did not stop within {} ms; it stops when its running task ends", name, limit.toMillis());
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
            // The executor terminates shortly before its thread ends.
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadlineNanos - System.nanoTime()));
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
