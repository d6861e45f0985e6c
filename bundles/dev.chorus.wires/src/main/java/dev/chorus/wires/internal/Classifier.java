package dev.chorus.wires.internal;

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
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the pictures in records classified by a family, and emits what it says. Its methods are for any thread and return at once,
 * but for {@link #close()}.
 */
public final class Classifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Classifier.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String name;
    private final String software;
    private final SerialExecutor control;
    private final Emitter emitter;
    private final Counters counters = new Counters();
    private final OncePerSecond logGate = new OncePerSecond();
    private final AtomicInteger open = new AtomicInteger();

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
        this.control = new SerialExecutor("chorus-wires-" + name, failure -> counters.count(InternalFailures.COUNTER));
        this.emitter = new Emitter("chorus-wires-" + name + "-emitter", graph);
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
            apply(reading.get());
        });
    }

    /** The gateway's secrets are others: the configuration is read again. */
    public void secretsChanged() {
        control.execute(() -> {
            if (reading != null) {
                apply(reading.get());
            }
        });
    }

    private void apply(ClassifierOptions next) {
        if (!next.problems().isEmpty()) {
            LOG.error("Misconfigured, nothing is classified: {}", String.join("; ", next.problems()));
        }
        ClassifierOptions before = options;
        options = next;
        if (connection != null
                && next.address().map(to -> !to.equals(connection.address())).orElse(false)) {
            disconnect(before);
        }
        if (connection == null && next.address().isPresent()) {
            Address address = next.address().get();
            connection = new Connection(address, linkCounters -> status(address, options, linkCounters));
        }
        if (connection != null) {
            connection.statusChanged();
        }
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
        boolean well = current.problems().isEmpty();
        return new Status(
                Status.Kind.REQUESTER,
                address.link().clientId(),
                well ? State.ONLINE : State.MISCONFIGURED,
                well ? null : String.join("; ", current.problems()),
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
        Connection to = connection;
        if (current == null) {
            count(Failure.notReady());
        } else if (!current.problems().isEmpty()) {
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
        } else if (open.incrementAndGet() > current.maxOpen()) {
            open.decrementAndGet();
            refuse(current, record, Failure.overload(current.maxOpen()));
        } else {
            Map<String, Object> base = base(current, record);
            // Others in the graph have the same array.
            to.ask(picture.clone(), current.deadline())
                    .whenComplete((reply, problem) -> answer(current, to, base, reply, problem));
        }
    }

    private void answer(
            ClassifierOptions asked, Connection to, Map<String, Object> base, Reply reply, Throwable problem) {
        if (problem == null && reply.isAnswered()) {
            counters.count("answered");
            emitter.emit(Records.of(base, reply), open::decrementAndGet);
            return;
        }
        if (problem == null) {
            count(new Failure(
                    reply.result().outcome().wireName(),
                    String.valueOf(reply.result().reason())));
            emitFailure(asked, Records.of(base, reply));
        } else {
            Failure failure = failure(asked, to, problem);
            count(failure);
            emitFailure(asked, Records.of(base, failure));
        }
    }

    private void emitFailure(ClassifierOptions asked, Map<String, Object> record) {
        if (asked.tellFailures()) {
            emitter.emit(record, open::decrementAndGet);
        } else {
            open.decrementAndGet();
        }
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
        if (current.tellFailures()) {
            if (emitter.waiting() < 2 * current.maxOpen()) {
                emitter.emit(Records.of(base(current, record), failure), () -> {});
            } else {
                counters.count("dropped");
            }
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
     * {@code dropped}, records of failures that were not emitted because the components behind are too slow.
     */
    public Map<String, Long> counters() {
        return counters.snapshot();
    }

    /** Gives up what is open, disconnects and ends all threads. Waits for all that, a bounded time. */
    @Override
    public void close() {
        control.close(() -> disconnect(options), PATIENCE);
        emitter.close();
        LOG.info("Stopped; since the start {}", counters.snapshot());
    }
}
