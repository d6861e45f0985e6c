package dev.chorus.wires.internal;

import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.request.Reply;
import dev.chorus.mqtt.service.ClientIds;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.wires.internal.ClassifierOptions.Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
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
    private final OncePerSecond logGate = new OncePerSecond();
    private final OpenSlots open = new OpenSlots();

    /** Belongs to the control thread. */
    private Supplier<ClassifierOptions> reading;

    private volatile ClassifierOptions options;
    /** Set by the control thread. */
    private volatile Connection connection;

    /**
     * Does nothing before it is configured.
     *
     * @param name of the component on its gateway; a client id is made from it where none is configured
     * @param software version of the bundle, for the status
     * @param graph takes a record, name to value; called on one thread, may take its time
     */
    public Classifier(String name, String software, Consumer<Map<String, Object>> graph) {
        this.name = name;
        this.software = software;
        this.control = new SerialExecutor("chorus-wires-" + name, failures);
        this.emitter = new Emitter("chorus-wires-" + name + "-emitter", graph, counters, failures);
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
            reading = () -> ClassifierOptions.read(properties, ClientIds.ofComponent(name), secrets);
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
        if (connection != null
                && next.address().map(to -> !to.equals(connection.address())).orElse(false)) {
            disconnect(before);
        }
        if (connection == null && next.address().isPresent()) {
            Address address = next.address().get();
            connection = new Connection(address, linkCounters -> status(address, options, linkCounters), failures);
        }
        statusChanged();
    }

    private void statusChanged() {
        Connection current = connection;
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
        Connection old = connection;
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
                address.topics().family(),
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
        counters.count("received");
        ClassifierOptions current = options;
        if (current == null) {
            count(Failure.notReady());
            return;
        }
        try {
            accept(current, record);
        } catch (RuntimeException | Error e) {
            failures.report("Taking a record", e);
            refuse(current, Map.of(), Failure.internal(e));
        }
    }

    private void accept(ClassifierOptions current, Map<String, Object> record) {
        Connection to = connection;
        if (!current.problems().isEmpty()) {
            refuse(current, record, Failure.misconfigured(current));
        } else if (to == null) {
            refuse(current, record, Failure.notReady());
        } else if (!(record.get(current.pictureProperty()) instanceof byte[] picture)) {
            refuse(
                    current,
                    record,
                    Failure.noPicture(current.pictureProperty(), record.get(current.pictureProperty())));
        } else if (picture.length == 0 || picture.length > current.maxPictureBytes()) {
            refuse(current, record, Failure.badSize(picture.length, current.maxPictureBytes()));
        } else {
            open.take(current.maxOpen())
                    .ifPresentOrElse(
                            release -> ask(current, to, record, picture, release),
                            () -> refuse(current, record, Failure.overload(current.maxOpen())));
        }
    }

    private void ask(
            ClassifierOptions current, Connection to, Map<String, Object> record, byte[] picture, Runnable release) {
        try {
            Map<String, Object> base = base(current, record);
            // Others in the graph have the same array.
            to.ask(picture.clone(), current.deadline())
                    .whenComplete((reply, problem) -> answer(current, to, base, reply, problem, release));
        } catch (Throwable e) {
            release.run();
            throw e;
        }
    }

    /** What it throws is seen by no caller. */
    private void answer(
            ClassifierOptions asked,
            Connection to,
            Map<String, Object> base,
            Reply reply,
            Throwable problem,
            Runnable release) {
        try {
            Map<String, Object> record = problem == null ? answered(base, reply) : failed(asked, to, base, problem);
            if (asked.tellFailures() || problem == null && reply.isAnswered()) {
                emitter.emit(record, release);
            } else {
                release.run();
            }
        } catch (RuntimeException | Error e) {
            release.run();
            failures.report("Taking an answer", e);
            refuse(asked, Map.of(), Failure.internal(e));
        }
    }

    private Map<String, Object> answered(Map<String, Object> base, Reply reply) {
        Map<String, Object> record = Records.of(base, reply);
        if (reply.isAnswered()) {
            counters.count("answered");
        } else {
            count(new Failure(
                    reply.result().outcome().wireName(),
                    String.valueOf(reply.result().reason())));
        }
        return record;
    }

    private Map<String, Object> failed(
            ClassifierOptions asked, Connection to, Map<String, Object> base, Throwable problem) {
        Failure failure = failure(asked, to, problem);
        count(failure);
        return Records.of(base, failure);
    }

    private static Failure failure(ClassifierOptions asked, Connection to, Throwable problem) {
        boolean expired = problem instanceof PublishException publishing
                && publishing.reason() == PublishException.Reason.EXPIRED;
        if (problem instanceof TimeoutException || expired) {
            return Failure.timeout(asked.deadline().toMillis(), to.describe());
        }
        return problem instanceof CancellationException
                ? Failure.stopped()
                : Failure.notSent(problem.getMessage() + "; " + to.describe());
    }

    /** For what is no open question: its record waits only where few do. */
    private void refuse(ClassifierOptions current, Map<String, Object> record, Failure failure) {
        count(failure);
        if (current.tellFailures()
                && !emitter.offer(Records.of(base(current, record), failure), 2 * current.maxOpen())) {
            counters.count("dropped");
        }
    }

    private static Map<String, Object> base(ClassifierOptions options, Map<String, Object> record) {
        if (!options.passOn()) {
            return Map.of();
        }
        Map<String, Object> base = new HashMap<>(record);
        base.remove(options.pictureProperty());
        return base;
    }

    private void count(Failure failure) {
        counters.count(failure.outcome());
        logGate.run(keptBack -> LOG.warn(
                "No answer, {}: {}; {} more since the last one logged", failure.outcome(), failure.error(), keptBack));
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
