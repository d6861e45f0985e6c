package dev.chorus.variant.internal.service;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one step after the other, for those who must not wait. Safe for any thread; owns one. */
final class ControlThread {

    private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);

    private final ScheduledThreadPoolExecutor executor;
    /** Of the thread itself: what was meant for later must not come after the last step. */
    private boolean ended;

    ControlThread(String name) {
        // Discarding: what happens after the end concerns nobody.
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Does it as soon as everything before is done. */
    void run(Runnable step) {
        executor.execute(guarded(step));
    }

    /** Does it later. */
    void runAfter(Duration pause, Runnable step) {
        executor.schedule(guarded(step), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Runnable guarded(Runnable step) {
        return () -> {
            if (ended) {
                return;
            }
            try {
                step.run();
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
                LOG.error("A step of the variant service failed; the service goes on", e);
            }
        };
    }

    /**
     * Does a last step and ends the thread; waits for both. Later calls do nothing.
     *
     * @param patience how long to wait at most
     */
    void end(Runnable lastStep, Duration patience) {
        if (executor.isShutdown()) {
            return;
        }
        Future<?> last = executor.submit(guarded(() -> {
            ended = true;
            lastStep.run();
        }));
        try {
            last.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.error("The variant service did not stop within {}", patience);
        } catch (ExecutionException e) {
            LOG.error("The variant service did not stop in good order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
