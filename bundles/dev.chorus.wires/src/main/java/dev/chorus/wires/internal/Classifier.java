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
 * Has the pictures in records classified by a family, and emits what it says. Its methods are for any thread and return at once,
 * but for {@link #close()}.
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

    /** Belongs to the control thread. */
    private Supplier<ClassifierOptions> reading;

    private volatile ClassifierOptions options;
    /** Set by the control thread. */
    private volatile WiresConnection connection;

    /**
     * Does nothing before it is configured.
     *
     * @param name of the component on its gateway; part of its client id where none is configured
     * @param software version of the bundle, for the status
     * @param graph takes a record, name to value; called on one thread, may take its time
     */
    public Classifier(String name, String software, Consumer<Map<String, Object>> graph) {
        this.name = name;
        this.software = software;
        this.control = new SerialExecutor("chorus-wires-" + name, failures);
        this.emitter = new Emitter("chorus-wires-" + name + "-emitter", graph, counters, failures);
        this.records = new RecordHandler(emitter, counters, failures);
    }

    /**
     * Takes a configuration over. Another broker or family takes another connection; anything else leaves it and what is
     * asked.
     *
     * @param properties of the component, whatever they are; not changed any more
     * @param secrets of the gateway; asked on the control thread
     */
    public void configure(Map<String, ?> properties, LinkSecrets secrets) {
        control.execute(() -> {
            reading = () -> ClassifierOptions.read(properties, name, secrets);
            readAndApply();
        });
    }

    /** The gateway's secrets are others: the configuration is read again. */
    public void secretsChanged() {
        control.execute(this::readAndApply);
    }

    private void readAndApply() {
        ClassifierOptions next = reading == null ? null : reading.get();
        // Secrets may have taken their time.
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
        if (connection != null && next.address().map(this::moves).orElse(false)) {
            disconnect(before);
        }
        if (connection == null && next.address().isPresent()) {
            Address address = next.address().get();
            connection = new WiresConnection(address, linkCounters -> status(address, options, linkCounters), failures);
        }
        statusChanged();
    }

    /** A component whose family is missing now stays where it is known, to say so. */
    private boolean moves(Address to) {
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

    /** @param last by which it was connected */
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
     * Takes a record from the graph.
     *
     * @param record name to value; not changed
     */
    public void accept(Map<String, Object> record) {
        records.accept(options, connection, record);
    }

    /**
     * What has happened since the start: {@code received}, {@code answered}, one for each outcome without an answer, and
     * {@code dropped}, records of failures that were not emitted because the components behind are too slow, {@code graphFailures} of
     * those components, {@code internalErrors} and {@code restarts} of this one.
     */
    public Map<String, Long> counters() {
        return counters.snapshot();
    }

    /** Gives up what is open, disconnects and ends all threads. Waits for that 18 seconds at most. */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /** @return false if a step still runs; the connection ends after it */
    boolean close(Duration limit) {
        boolean ended = control.close(() -> disconnect(options), limit);
        emitter.close();
        LOG.info("Stopped; since the start {}", counters.snapshot());
        return ended;
    }
}
