package dev.chorus.core.concurrent;

import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the failures of a component's own tasks: counts them as {@code internalErrors}, keeps the latest for the
 * status, and requests a restart of the component after a failure that may have left its state half changed. Safe for
 * use by several threads.
 */
public final class InternalFailures implements TaskFailureListener {

    private static final Logger LOG = LoggerFactory.getLogger(InternalFailures.class);

    /** The name of the counter. */
    public static final String COUNTER = "internalErrors";

    /**
     * How long the status shows a failure: long enough for an operator to notice, but not forever after a single
     * failure.
     */
    static final Duration SHOWN = Duration.ofMinutes(10);

    /** Minimum time between restarts; without it a machine out of memory would only restart. */
    static final Duration RESTART_PAUSE = Duration.ofSeconds(10);

    private final Counters counters;
    private final Runnable changed;
    private final Consumer<Duration> restartAfter;
    private final LongSupplier nanoTime;
    private final OncePerSecond logGate = new OncePerSecond();
    private volatile Latest latest;
    /** Time of the last or next restart of the component. Guarded by this. */
    private long restartNanos;

    private record Latest(String problem, long nanos) {}

    /**
     * Creates a collector without failures.
     *
     * @param counters of the component
     * @param changed publishes the component's status; called on the thread that failed, must not block
     * @param restartAfter stops the component and starts it again after the given delay; called on the thread that
     *     failed, must not block
     */
    public InternalFailures(Counters counters, Runnable changed, Consumer<Duration> restartAfter) {
        this(counters, changed, restartAfter, System::nanoTime);
    }

    InternalFailures(Counters counters, Runnable changed, Consumer<Duration> restartAfter, LongSupplier nanoTime) {
        this.counters = counters;
        this.changed = changed;
        this.restartAfter = restartAfter;
        this.nanoTime = nanoTime;
        this.restartNanos = nanoTime.getAsLong() - RESTART_PAUSE.toNanos();
    }

    @Override
    public void taskFailed(Throwable failure) {
        counters.count(COUNTER);
        boolean fatal = TaskFailureListener.isFatal(failure);
        latest = new Latest(
                "internal error" + (fatal ? ", restarting: " : ": ") + failure + "; see the log", nanoTime.getAsLong());
        if (fatal) {
            nextRestart().ifPresent(restartAfter);
        }
        changed.run();
    }

    /**
     * Logs a failure outside a {@link SerialExecutor}, at most once a second, and collects it. Never throws.
     *
     * @param where the part of the component that failed, for the log
     */
    public void report(String where, Throwable failure) {
        try {
            logGate.run(skipped -> LOG.error("{} failed ({} earlier failures not logged)", where, skipped, failure));
            taskFailed(failure);
        } catch (Throwable second) {
            // Out of memory again: the caller must go on.
            logGate.run(skipped -> LOG.error("Failed to report a failure of {}", where, second));
        }
    }

    /** Returns the delay until the restart; empty if a restart is already scheduled. */
    private synchronized Optional<Duration> nextRestart() {
        long now = nanoTime.getAsLong();
        if (restartNanos - now > 0) {
            return Optional.empty();
        }
        Duration pause = Duration.ofNanos(Math.max(0, restartNanos + RESTART_PAUSE.toNanos() - now));
        restartNanos = now + pause.toNanos();
        counters.count("restarts");
        return Optional.of(pause);
    }

    /** The latest failure for the status, for ten minutes; empty if there was none. */
    public Optional<String> problem() {
        Latest shown = latest;
        return shown == null || nanoTime.getAsLong() - shown.nanos() > SHOWN.toNanos()
                ? Optional.empty()
                : Optional.of(shown.problem());
    }
}
