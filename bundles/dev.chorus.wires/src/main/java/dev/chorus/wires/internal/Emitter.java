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

/** Emits records to the graph sequentially on its own thread. Only {@link #close} waits for the graph. */
final class Emitter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Emitter.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final Consumer<Map<String, Object>> graph;
    private final Counters counters;
    private final SerialExecutor executor;
    private final OncePerSecond logGate = new OncePerSecond();

    /**
     * Creates an emitter.
     *
     * @param graph receives records, may block
     * @param counters gets {@code graphFailures}
     * @param failures receives errors that the graph throws
     */
    Emitter(String threadName, Consumer<Map<String, Object>> graph, Counters counters, TaskFailureListener failures) {
        this.graph = graph;
        this.counters = counters;
        this.executor = new SerialExecutor(threadName, failures);
    }

    /**
     * Emits a record after all earlier ones.
     *
     * @param record no longer modified
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
     * Emits a record after all earlier ones, unless too many are waiting.
     *
     * @param record no longer modified
     * @param limit maximum number of waiting records, this one included
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

    /** Stops emitting, and interrupts a component behind that does not return. Waits at most 3 seconds. */
    @Override
    public void close() {
        executor.close(CLOSE_LIMIT);
    }
}
