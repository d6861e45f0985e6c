package dev.chorus.aggregator.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Runs one action at the earliest time at which something is due. The action runs after all tasks that the executor holds at that
 * moment, so that what came in before the time counts even if the thread is slow.
 *
 * <p>All methods are for the thread of the executor.
 */
final class DueTimer {

    private final SerialExecutor executor;
    private final Runnable action;
    /** Null while no time is set. */
    private Future<?> alarm;

    private long alarmNanos;
    /** Whether the action waits for the tasks before it. */
    private boolean queued;

    /** @param action names the next time with {@link #runBy} if anything is left to do */
    DueTimer(SerialExecutor executor, Runnable action) {
        this.executor = executor;
        this.action = action;
    }

    /**
     * Has the action run at a time, or earlier if it has to run earlier already.
     *
     * @param dueNanos on the clock of {@link System#nanoTime()}; a time that has passed means now
     */
    void runBy(long dueNanos) {
        if (queued || (alarm != null && dueNanos - alarmNanos >= 0)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        alarm = executor.schedule(this::queue, Duration.ofNanos(dueNanos - System.nanoTime()));
        alarmNanos = dueNanos;
    }

    private void queue() {
        alarm = null;
        executor.execute(this::run);
        queued = true;
    }

    private void run() {
        queued = false;
        action.run();
    }
}
