package dev.chorus.aggregator.internal;

import dev.chorus.mqtt.service.LinkSecrets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
    private final LinkSecrets secrets;
    private final AtomicReference<Map<String, ?>> latest = new AtomicReference<>();
    /** Of the worker alone: what was applied last. */
    private Map<String, ?> applied;

    private final ExecutorService worker = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
                Thread thread = new Thread(task, "chorus-aggregator-supervisor");
                thread.setDaemon(true);
                return thread;
            },
            // Discarding: what happens after the end concerns nobody.
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * An instance that does nothing yet.
     *
     * @param software the version that its status names
     * @param secrets of the gateway; asked on the supervisor's thread
     * @param cloud takes results, where that is configured
     */
    public Supervisor(String software, LinkSecrets secrets, CloudSink cloud) {
        this.instance = new AggregatorInstance(software, cloud);
        this.secrets = secrets;
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
            applied = properties;
            applyAgain();
        }
    }

    /** The gateway's secrets have changed: reads the configuration again. Returns at once. */
    public void secretsChanged() {
        worker.execute(() -> perform(this::applyAgain));
    }

    private void applyAgain() throws InterruptedException {
        if (applied != null) {
            instance.apply(Settings.read(applied, secrets));
        }
    }

    /** Ends everything within a bounded time; no configuration may follow. */
    public void close() {
        latest.set(null);
        worker.execute(() -> perform(() -> {
            applied = null;
            instance.end();
        }));
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
