package dev.chorus.aggregator.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Runs one action at the earliest due time. The action runs after all tasks that the executor holds at that moment,
 * so that messages that arrived before the time count even if the thread is slow.
 *
 * <p>Call all methods on the executor's thread.
 */
final class DueTimer {

    private final SerialExecutor executor;
    private final Runnable action;
    /** Null while no time is set. */
    private Future<?> alarm;

    private long alarmNanos;
    /** Whether the action waits for earlier tasks. */
    private boolean queued;

    /** @param action calls {@link #runBy} with the next time if anything is left to do */
    DueTimer(SerialExecutor executor, Runnable action) {
        this.executor = executor;
        this.action = action;
    }

    /**
     * Schedules the action for a time; keeps an earlier one.
     *
     * @param dueNanos on the clock of {@link System#nanoTime()}; a time in the past means now
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
