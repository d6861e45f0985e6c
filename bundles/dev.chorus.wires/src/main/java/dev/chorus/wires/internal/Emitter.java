package dev.chorus.wires.internal;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.concurrent.TaskFailureListener;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives records to the graph one after the other, on a thread of its own. No method waits for the graph but {@link #close}. */
final class Emitter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Emitter.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final Consumer<Map<String, Object>> graph;
    private final Counters counters;
    private final SerialExecutor executor;
    private final OncePerSecond logGate = new OncePerSecond();

    /**
     * Without a record.
     *
     * @param graph takes a record, and may take its time
     * @param counters gets {@code graphFailures}
     * @param failures receives errors that the graph throws
     */
    Emitter(String threadName, Consumer<Map<String, Object>> graph, Counters counters, TaskFailureListener failures) {
        this.graph = graph;
        this.counters = counters;
        this.executor = new SerialExecutor(threadName, failures);
    }

    /**
     * Emits a record when it is its turn.
     *
     * @param record not changed any more
     * @param then runs afterwards, also when the graph throws, and at once after {@link #close}
     */
    void emit(Map<String, Object> record, Runnable then) {
        Runnable task = () -> {
            try {
                emit(record);
            } finally {
                then.run();
            }
        };
        if (!executor.offer(task, Integer.MAX_VALUE)) {
            then.run();
        }
    }

    /**
     * Emits a record when it is its turn, unless too many wait.
     *
     * @param record not changed any more
     * @param limit how many may wait, this one included
     * @return false if it was dropped
     */
    boolean offer(Map<String, Object> record, int limit) {
        return executor.offer(() -> emit(record), limit);
    }

    private void emit(Map<String, Object> record) {
        try {
            graph.accept(record);
        } catch (RuntimeException | LinkageError e) {
            counters.count("graphFailures");
            logGate.run(keptBack -> LOG.error(
                    "A component behind this one failed; {} more failures since the last one logged", keptBack, e));
        }
    }

    /** Emits no more, and interrupts a component behind that does not return. Waits for that 3 seconds at most. */
    @Override
    public void close() {
        executor.close(CLOSE_LIMIT);
    }
}
