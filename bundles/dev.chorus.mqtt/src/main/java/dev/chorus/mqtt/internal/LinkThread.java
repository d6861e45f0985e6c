package dev.chorus.mqtt.internal;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which a link keeps its state, and its clockwork. Safe for use by several threads. */
public final class LinkThread {

    private static final Logger LOG = LoggerFactory.getLogger(LinkThread.class);

    private final NamedThreads threads;
    private final ScheduledThreadPoolExecutor executor;

    LinkThread(String name) {
        threads = new NamedThreads(name);
        executor = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Runs work on the thread; does nothing once it has ended. */
    public void execute(Runnable work) {
        executor.execute(guarded(work));
    }

    /** Runs work on the thread after a while; does nothing once it has ended. */
    public Future<?> schedule(Runnable work, Duration delay) {
        return executor.schedule(guarded(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs work on the thread and waits for it, at most until the deadline. */
    void call(Runnable work, long deadlineNanos) {
        if (threads.current()) {
            work.run();
            return;
        }
        try {
            executor.submit(work).get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The link thread does not do what it is asked", e);
        }
    }

    /** Ends the thread; waits for that unless called on it. */
    void close(long deadlineNanos) {
        executor.shutdownNow();
        if (!threads.current()) {
            threads.awaitEnd(deadlineNanos);
        }
    }

    /** A bug must not end the thread's clockwork in silence. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("The link thread goes on after a failure", e);
            }
        };
    }
}
