package dev.chorus.wires.internal;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import dev.chorus.core.peer.PeerText;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.request.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the picture of each record to the family, and emits the answer or the failure. A picture counts as open until
 * its record was emitted; every failure releases it too. Safe for use by several threads; never blocks.
 */
final class RecordHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RecordHandler.class);

    private final Emitter emitter;
    private final Counters counters;
    private final InternalFailures failures;
    private final OncePerSecond logGate = new OncePerSecond();
    private final OpenSlots open = new OpenSlots();

    /**
     * @param counters gets {@code received}, {@code answered}, one for each outcome without an answer, and
     *     {@code dropped}
     * @param failures receives unexpected failures
     */
    RecordHandler(Emitter emitter, Counters counters, InternalFailures failures) {
        this.emitter = emitter;
        this.counters = counters;
        this.failures = failures;
    }

    /**
     * Accepts a record from the graph.
     *
     * @param current null before the component is configured
     * @param to null without a connection
     * @param record name to value; not modified
     */
    void accept(ClassifierOptions current, WiresConnection to, Map<String, Object> record) {
        counters.count("received");
        if (current == null) {
            count(RecordFailure.notReady());
            return;
        }
        try {
            ask(current, to, record);
        } catch (RuntimeException | Error e) {
            failures.report("Handling a record", e);
            refuse(current, Map.of(), RecordFailure.internal(e));
        }
    }

    private void ask(ClassifierOptions current, WiresConnection to, Map<String, Object> record) {
        if (!current.problems().isEmpty()) {
            refuse(current, record, RecordFailure.misconfigured(current));
        } else if (to == null) {
            refuse(current, record, RecordFailure.notReady());
        } else if (!(record.get(current.pictureProperty()) instanceof byte[] picture)) {
            refuse(
                    current,
                    record,
                    RecordFailure.noPicture(current.pictureProperty(), record.get(current.pictureProperty())));
        } else if (picture.length == 0 || picture.length > current.maxPictureBytes()) {
            refuse(current, record, RecordFailure.badSize(picture.length, current.maxPictureBytes()));
        } else {
            open.take(current.maxOpen())
                    .ifPresentOrElse(
                            release -> ask(current, to, record, picture, release),
                            () -> refuse(current, record, RecordFailure.overload(current.maxOpen())));
        }
    }

    private void ask(
            ClassifierOptions current,
            WiresConnection to,
            Map<String, Object> record,
            byte[] picture,
            Runnable release) {
        try {
            Map<String, Object> base = base(current, record);
            // Copied: other components of the graph have the same array.
            to.ask(picture.clone(), current.deadline())
                    .whenComplete((reply, problem) -> answer(current, to, base, reply, problem, release));
        } catch (Throwable e) {
            release.run();
            throw e;
        }
    }

    /** Catches all failures: no caller would see them. */
    private void answer(
            ClassifierOptions options,
            WiresConnection to,
            Map<String, Object> base,
            Response reply,
            Throwable problem,
            Runnable release) {
        try {
            Map<String, Object> record = problem == null ? answered(base, reply) : failed(options, to, base, problem);
            if (options.emitFailures() || problem == null && reply.isAnswered()) {
                emitter.emit(record, release);
            } else {
                release.run();
            }
        } catch (RuntimeException | Error e) {
            release.run();
            failures.report("Handling an answer", e);
            refuse(options, Map.of(), RecordFailure.internal(e));
        }
    }

    private Map<String, Object> answered(Map<String, Object> base, Response reply) {
        Map<String, Object> record = Records.of(base, reply);
        if (reply.isAnswered()) {
            counters.count("answered");
        } else {
            count(new RecordFailure(
                    reply.result().outcome().wireName(),
                    String.valueOf(reply.result().reason())));
        }
        return record;
    }

    private Map<String, Object> failed(
            ClassifierOptions options, WiresConnection to, Map<String, Object> base, Throwable problem) {
        RecordFailure failure = failure(options, to, problem);
        count(failure);
        return Records.of(base, failure);
    }

    private static RecordFailure failure(ClassifierOptions options, WiresConnection to, Throwable problem) {
        boolean expired = problem instanceof PublishException publishing
                && publishing.reason() == PublishException.Reason.EXPIRED;
        if (problem instanceof TimeoutException || expired) {
            return RecordFailure.timeout(options.deadline().toMillis(), to.describe());
        }
        return problem instanceof CancellationException
                ? RecordFailure.stopped()
                : RecordFailure.notSent(problem.getMessage() + "; " + to.describe());
    }

    /** Emits the failure of a record that is not open; dropped if many records are waiting. */
    private void refuse(ClassifierOptions current, Map<String, Object> record, RecordFailure failure) {
        count(failure);
        if (current.emitFailures()
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

    private void count(RecordFailure failure) {
        counters.count(failure.outcome());
        logGate.run(keptBack -> LOG.warn(
                "No answer, {}: {}; {} more since the last one logged",
                failure.outcome(),
                PeerText.escaped(failure.error()),
                keptBack));
    }
}
