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
 * Asks about the picture in each record, and emits the answer or why there is none. A picture is open until its record was emitted;
 * whatever fails meanwhile, it is open no longer afterwards. Safe for use by several threads; never waits.
 */
final class RecordHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RecordHandler.class);

    private final Emitter emitter;
    private final Counters counters;
    private final InternalFailures failures;
    private final OncePerSecond logGate = new OncePerSecond();
    private final OpenSlots open = new OpenSlots();

    /**
     * @param counters gets {@code received}, {@code answered}, one for each outcome without an answer, and {@code dropped}
     * @param failures collects unexpected ones
     */
    RecordHandler(Emitter emitter, Counters counters, InternalFailures failures) {
        this.emitter = emitter;
        this.counters = counters;
        this.failures = failures;
    }

    /**
     * Takes a record from the graph.
     *
     * @param current null before there is a configuration
     * @param to null without a connection
     * @param record name to value; not changed
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
            failures.report("Taking a record", e);
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
            WiresConnection to,
            Map<String, Object> base,
            Response reply,
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
            refuse(asked, Map.of(), RecordFailure.internal(e));
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
            ClassifierOptions asked, WiresConnection to, Map<String, Object> base, Throwable problem) {
        RecordFailure failure = failure(asked, to, problem);
        count(failure);
        return Records.of(base, failure);
    }

    private static RecordFailure failure(ClassifierOptions asked, WiresConnection to, Throwable problem) {
        boolean expired = problem instanceof PublishException publishing
                && publishing.reason() == PublishException.Reason.EXPIRED;
        if (problem instanceof TimeoutException || expired) {
            return RecordFailure.timeout(asked.deadline().toMillis(), to.describe());
        }
        return problem instanceof CancellationException
                ? RecordFailure.stopped()
                : RecordFailure.notSent(problem.getMessage() + "; " + to.describe());
    }

    /** For what is no open question: its record waits only where few do. */
    private void refuse(ClassifierOptions current, Map<String, Object> record, RecordFailure failure) {
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

    private void count(RecordFailure failure) {
        counters.count(failure.outcome());
        logGate.run(keptBack -> LOG.warn(
                "No answer, {}: {}; {} more since the last one logged",
                failure.outcome(),
                PeerText.escaped(failure.error()),
                keptBack));
    }
}
