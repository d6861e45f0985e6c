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
 * Carries a component's configurations to its instance, on a thread of its own: ending a link takes seconds where the broker
 * does not answer, and the thread that configures components serves all of a gateway's. Replaces the instance after a failure that may
 * have left its state half changed. Safe for any thread.
 */
public final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** How long deactivation waits at most; longer than ending takes where a broker does not answer. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final String software;
    private final CloudSink cloud;
    private final Function<Map<String, ?>, Settings> reader;
    private final Counters counters = new Counters();
    private final InternalFailures failures = new InternalFailures(counters, this::statusChanged, this::restartAfter);
    private final SerialExecutor executor = new SerialExecutor("chorus-aggregator-supervisor", failures);
    private final AtomicReference<Map<String, ?>> latest = new AtomicReference<>();
    /** Of the executor's thread: what was applied last; null before the first configuration. */
    private Map<String, ?> applied;
    /** Replaced on the executor's thread. */
    private volatile AggregatorInstance instance;

    /**
     * An instance that does nothing yet.
     *
     * @param software the version that its status names
     * @param secrets of the gateway; asked on the supervisor's thread
     * @param cloud takes results, where that is configured
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
     * Another configuration; returns at once. Of several in a row the last one counts.
     *
     * @param properties as the component got them, whatever they are; not to be changed
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

    /** The gateway's secrets have changed: reads the configuration again. Returns at once. */
    public void secretsChanged() {
        executor.execute(this::applyAgain);
    }

    private void applyAgain() {
        if (applied != null) {
            instance.apply(reader.apply(applied));
        }
    }

    /** On the thread that failed. */
    private void statusChanged() {
        instance.statusChanged();
    }

    /** On the thread that failed. */
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
     * Ends everything and waits a bounded time for that. What takes longer is ended as soon as the step under way returns; nothing
     * begins after this call.
     */
    public void close() {
        close(CLOSE_LIMIT);
    }

    /**
     * As {@link #close()}.
     *
     * @return whether everything has ended
     */
    boolean close(Duration limit) {
        return executor.close(() -> instance.end(), limit);
    }
}
