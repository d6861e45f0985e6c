package dev.chorus.wires.internal;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.wires.internal.ClassifierOptions.Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the pictures in records to a family and emits its answers. Methods are for any thread and return at once,
 * except {@link #close()}.
 */
public final class Classifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Classifier.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final String name;
    private final String software;
    private final SerialExecutor control;
    private final Emitter emitter;
    private final Counters counters = new Counters();
    private final InternalFailures failures = new InternalFailures(counters, this::statusChanged, this::restartAfter);
    private final RecordHandler records;

    /** Accessed by the control thread only. */
    private Supplier<ClassifierOptions> reading;

    private volatile ClassifierOptions options;
    /** Set by the control thread. */
    private volatile WiresConnection connection;

    /**
     * Creates a classifier that is idle until configured.
     *
     * @param name of the component on its gateway; part of its client id where none is configured
     * @param software version of the bundle, for the status
     * @param graph receives records, name to value; called on one thread, may block
     */
    public Classifier(String name, String software, Consumer<Map<String, Object>> graph) {
        this.name = name;
        this.software = software;
        this.control = new SerialExecutor("chorus-wires-" + name, failures);
        this.emitter = new Emitter("chorus-wires-" + name + "-emitter", graph, counters, failures);
        this.records = new RecordHandler(emitter, counters, failures);
    }

    /**
     * Applies a configuration. Another broker or family requires a new connection; all other changes keep the
     * connection and its open requests.
     *
     * @param properties of the component, unchecked; no longer modified
     * @param secrets of the gateway; read on the control thread
     */
    public void configure(Map<String, ?> properties, LinkSecrets secrets) {
        control.execute(() -> {
            reading = () -> ClassifierOptions.read(properties, name, secrets);
            readAndApply();
        });
    }

    /** Reads the configuration again after the gateway's secrets have changed. */
    public void secretsChanged() {
        control.execute(this::readAndApply);
    }

    private void readAndApply() {
        ClassifierOptions next = reading == null ? null : reading.get();
        // The secrets may have taken a while.
        if (next != null && !control.closing()) {
            apply(next);
        }
    }

    private void apply(ClassifierOptions next) {
        if (!next.problems().isEmpty()) {
            LOG.error(
                    "Invalid configuration, nothing is classified until it is corrected: {}",
                    String.join("; ", next.problems()));
        }
        ClassifierOptions before = options;
        options = next;
        if (connection != null
                && next.address().map(this::mustReplaceConnection).orElse(false)) {
            disconnect(before);
        }
        if (connection == null && next.address().isPresent()) {
            Address address = next.address().get();
            connection = new WiresConnection(address, linkCounters -> status(address, options, linkCounters), failures);
        }
        statusChanged();
    }

    /**
     * Returns whether the connection must be replaced. A component whose family is missing now stays connected as
     * before, to report the problem there.
     */
    private boolean mustReplaceConnection(Address to) {
        Address present = connection.address();
        return !to.equals(present)
                && (!to.topics().isFamilyUnknown() || present.topics().isFamilyUnknown());
    }

    private void statusChanged() {
        WiresConnection current = connection;
        if (current != null) {
            current.statusChanged();
        }
    }

    private void restartAfter(Duration pause) {
        control.schedule(this::restart, pause);
    }

    private void restart() {
        LOG.warn("Restarting after an internal error");
        Cleanup.runAll(() -> disconnect(options), this::readAndApply);
    }

    /** @param last the latest address */
    private void disconnect(ClassifierOptions last) {
        WiresConnection old = connection;
        connection = null;
        if (old != null) {
            old.close(status(old.address(), last, Map.of()).withState(State.STOPPED));
        }
    }

    private Status status(Address address, ClassifierOptions current, Map<String, Long> linkCounters) {
        Map<String, Long> numbers = new HashMap<>(counters.snapshot());
        linkCounters.forEach((counter, number) -> numbers.put("link." + counter, number));
        Optional<String> failure = failures.problem();
        List<String> problems =
                Stream.concat(current.problems().stream(), failure.stream()).toList();
        State working = failure.isPresent() ? State.DEGRADED : State.ONLINE;
        return new Status(
                Status.Kind.REQUESTER,
                address.link().clientId(),
                current.problems().isEmpty() ? working : State.MISCONFIGURED,
                problems.isEmpty() ? null : String.join("; ", problems),
                address.topics().isFamilyUnknown() ? null : address.topics().family(),
                null,
                software,
                numbers,
                null,
                List.of());
    }

    /**
     * Accepts a record from the graph.
     *
     * @param record name to value; not modified
     */
    public void accept(Map<String, Object> record) {
        records.accept(options, connection, record);
    }

    /**
     * Returns the counters since the start: {@code received}, {@code answered}, one for each outcome without an
     * answer, {@code dropped} (records of failures that were not emitted because the components behind are too slow),
     * {@code graphFailures} of those components, {@code internalErrors} and {@code restarts} of this component.
     */
    public Map<String, Long> counters() {
        return counters.snapshot();
    }

    /** Cancels open requests, disconnects and ends all threads. Waits at most 18 seconds. */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /** @return false if a task still runs; the connection ends after it */
    boolean close(Duration limit) {
        boolean ended = control.close(() -> disconnect(options), limit);
        emitter.close();
        LOG.info("Stopped; counters since the start: {}", counters.snapshot());
        return ended;
    }
}
