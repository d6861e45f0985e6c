package dev.chorus.aggregator.internal;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a component's configurations to its instance, on a thread of its own: ending a link takes seconds where the broker
 * does not answer, and the thread that configures components serves all of a gateway's. Safe for any thread.
 */
public final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long PATIENCE_SECONDS = 15;

    private final AggregatorInstance instance;
    private final Function<Object, char[]> decrypt;
    private final AtomicReference<Map<String, ?>> latest = new AtomicReference<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "chorus-aggregator-supervisor");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * An instance that does nothing yet.
     *
     * @param software the version that its status names
     * @param decrypt turns a password as configured into plain text; may throw
     */
    public Supervisor(String software, Function<Object, char[]> decrypt) {
        this.instance = new AggregatorInstance(software);
        this.decrypt = decrypt;
    }

    /**
     * Another configuration; returns at once. Of several in a row the last one counts.
     *
     * @param properties as the component got them, whatever they are; not to be changed
     */
    public void configure(Map<String, ?> properties) {
        latest.set(properties);
        worker.execute(() -> perform(this::applyLatest));
    }

    private void applyLatest() throws InterruptedException {
        Map<String, ?> properties = latest.getAndSet(null);
        if (properties != null) {
            instance.apply(Settings.read(properties, decrypt));
        }
    }

    /** Ends everything within a bounded time; no configuration may follow. */
    public void close() {
        latest.set(null);
        worker.execute(() -> perform(instance::end));
        worker.shutdown();
        try {
            if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Not ended after {} s, interrupted", PATIENCE_SECONDS);
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void perform(Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The configuration could not be applied", e);
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }
}
