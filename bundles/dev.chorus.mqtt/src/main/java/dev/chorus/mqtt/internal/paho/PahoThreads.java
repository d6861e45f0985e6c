package dev.chorus.mqtt.internal.paho;

import dev.chorus.core.concurrent.SerialExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executor for Paho: starts a thread for each task and tracks it, so that closing can wait for the last one. A
 * pool does not work: Paho's tasks wait for each other to start, and one that a pool delays or drops leaves the
 * others waiting forever.
 */
final class PahoThreads extends AbstractExecutorService implements ScheduledExecutorService {

    private static final Logger LOG = LoggerFactory.getLogger(PahoThreads.class);

    private final NamedThreads threads;
    private final SerialExecutor clock;
    private final Consumer<Throwable> failure;

    /** @param failure called when a task throws, which Paho does not expect: the rest of the task is not done */
    PahoThreads(NamedThreads threads, SerialExecutor clock, Consumer<Throwable> failure) {
        this.threads = threads;
        this.clock = clock;
        this.failure = failure;
    }

    @Override
    public void execute(Runnable task) {
        threads.start(guarded(task));
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable task, T value) {
        return new FutureTask<>(guarded(task), value);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.debug("The MQTT client failed on one of its threads", e);
                failure.accept(e);
            }
        };
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return new Timer(task, clock.schedule(() -> execute(task), Duration.ofNanos(unit.toNanos(delay))));
    }

    /** A scheduled future with what Paho's keep-alive uses: it can be cancelled. */
    private static final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final Future<?> onClock;

        private Timer(Runnable task, Future<?> onClock) {
            super(task, null);
            this.onClock = onClock;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return onClock.cancel(false) && super.cancel(false);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException("the threads end with their tasks");
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException("the threads end with their tasks");
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return threads.awaitEnd(System.nanoTime() + unit.toNanos(timeout));
    }
}
