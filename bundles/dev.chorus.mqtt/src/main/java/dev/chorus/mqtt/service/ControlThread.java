package dev.chorus.mqtt.service;

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
public final class ControlThread {

    private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);

    private final String name;
    private final ScheduledThreadPoolExecutor executor;
    /** Of the thread itself: what was meant for later must not come after the last step. */
    private boolean ended;

    /** @param name of the thread */
    public ControlThread(String name) {
        this.name = name;
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
    public void run(Runnable step) {
        executor.execute(guarded(step));
    }

    /** Does it later. */
    public void runAfter(Duration pause, Runnable step) {
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
                LOG.error("A step of {} failed; it goes on", name, e);
            }
        };
    }

    /**
     * Does a last step and ends the thread; waits for both. Later calls do nothing.
     *
     * @param patience how long to wait at most
     */
    public void end(Runnable lastStep, Duration patience) {
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
            LOG.error("{} did not stop within {}", name, patience);
        } catch (ExecutionException e) {
            LOG.error("{} did not stop in good order", name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
