package dev.chorus.aggregator.internal;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.metrics.Counters;
import dev.chorus.mqtt.service.LinkSecrets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a component's configurations to its instance on its own thread: ending a link takes seconds if the broker
 * does not respond, and the thread that configures components serves all of them on a gateway. Replaces the instance
 * after a failure that may have left its state half changed. Thread-safe.
 */
public final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** Maximum duration of deactivation; longer than ending takes if a broker does not respond. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final String software;
    private final CloudSink cloud;
    private final Function<Map<String, ?>, Settings> reader;
    private final Counters counters = new Counters();
    private final InternalFailures failures = new InternalFailures(counters, this::statusChanged, this::restartAfter);
    private final SerialExecutor executor = new SerialExecutor("chorus-aggregator-supervisor", failures);
    private final AtomicReference<Map<String, ?>> latest = new AtomicReference<>();
    /** Used on the executor's thread: the properties applied last; null before the first configuration. */
    private Map<String, ?> applied;
    /** Replaced on the executor's thread. */
    private volatile AggregatorInstance instance;

    /**
     * Creates an idle instance.
     *
     * @param software version in the status
     * @param secrets secrets of the gateway; called on the supervisor's thread
     * @param cloud takes results, if configured
     */
    public Supervisor(String software, LinkSecrets secrets, CloudSink cloud) {
        this(software, cloud, properties -> Settings.read(properties, secrets));
    }

    /** @param reader called on the supervisor's thread */
    Supervisor(String software, CloudSink cloud, Function<Map<String, ?>, Settings> reader) {
        this.software = software;
        this.cloud = cloud;
        this.reader = reader;
        this.instance = newInstance();
    }

    private AggregatorInstance newInstance() {
        return new AggregatorInstance(software, cloud, counters, failures, executor::closing);
    }

    /**
     * Applies another configuration; returns at once. Of several in a row the last one counts.
     *
     * @param properties properties of the component, whatever they are; do not modify
     */
    public void configure(Map<String, ?> properties) {
        latest.set(properties);
        executor.execute(this::applyLatest);
    }

    private void applyLatest() {
        Map<String, ?> properties = latest.getAndSet(null);
        if (properties != null) {
            applied = properties;
            applyAgain();
        }
    }

    /** Reads the configuration again, because the gateway's secrets have changed. Returns at once. */
    public void secretsChanged() {
        executor.execute(this::applyAgain);
    }

    private void applyAgain() {
        if (applied != null) {
            instance.apply(reader.apply(applied));
        }
    }

    /** Called on the thread that failed. */
    private void statusChanged() {
        instance.statusChanged();
    }

    /** Called on the thread that failed. */
    private void restartAfter(Duration pause) {
        LOG.error("Restarting the aggregator in {} ms: its state may be half changed", pause.toMillis());
        executor.schedule(this::restart, pause);
    }

    private void restart() {
        AggregatorInstance ending = instance;
        instance = newInstance();
        Cleanup.runAll(ending::end, this::applyAgain);
    }

    /**
     * Ends everything and waits a bounded time for that. What takes longer ends as soon as the running step returns;
     * nothing starts after this call.
     */
    public void close() {
        close(CLOSE_LIMIT);
    }

    /**
     * Does the same as {@link #close()}.
     *
     * @return whether everything has ended
     */
    boolean close(Duration limit) {
        return executor.close(() -> instance.end(), limit);
    }
}
