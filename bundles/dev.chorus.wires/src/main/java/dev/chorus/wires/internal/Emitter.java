package dev.chorus.wires.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives records to the graph one after the other, on a thread of its own. Nobody waits for it but in {@link #close}. */
final class Emitter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Emitter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Consumer<Map<String, Object>> graph;
    private final ThreadPoolExecutor executor;

    /** @param graph takes a record, and may take its time */
    Emitter(String threadName, Consumer<Map<String, Object>> graph) {
        this.graph = graph;
        // Discarding: after the end nobody takes a record.
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, threadName);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** How many records wait. */
    int waiting() {
        return executor.getQueue().size();
    }

    /**
     * Emits a record when it is its turn.
     *
     * @param record not changed any more
     * @param then done afterwards, also when the graph throws
     */
    void emit(Map<String, Object> record, Runnable then) {
        executor.execute(() -> {
            try {
                graph.accept(record);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("A component behind this one failed", e);
            } finally {
                then.run();
            }
        });
    }

    /** Emits no more, and interrupts a component behind that does not return. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.error("A component behind this one did not return within {}", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
