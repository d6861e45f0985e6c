package dev.chorus.aggregator;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Receives the results and statuses of an aggregator, and sends requests as a client of MQTT 3.1.1 would. */
final class Listener extends PlainClient {

    private static final long PATIENCE_SECONDS = 120;

    private final Topics topics;
    private final BlockingQueue<FusedResult> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<Status> statuses = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> removals = new LinkedBlockingQueue<>();
    private final List<Status> seen = new ArrayList<>();

    Listener(String brokerUrl, Topics topics) {
        super(brokerUrl);
        this.topics = topics;
        subscribe(topics.result(), (topic, payload) -> results.add(result(payload)));
        subscribe(topics.statusFilter(Status.Kind.AGGREGATOR), (topic, payload) -> {
            if (payload.length == 0) {
                removals.add(topic);
            } else {
                statuses.add(status(payload));
            }
        });
    }

    private static FusedResult result(byte[] payload) {
        try {
            return FusedResultJson.decode(payload);
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Status status(byte[] payload) {
        try {
            return StatusJson.decode(payload);
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes a picture without properties. */
    RequestId ask(byte[] picture) {
        publish(topics.request(), picture, false);
        return RequestId.of(null, picture);
    }

    /** Waits for the next result. */
    FusedResult nextResult() throws InterruptedException {
        FusedResult result = results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (result == null) {
            throw new AssertionError("no result came; the last status was " + last());
        }
        return result;
    }

    /** Whether there is no untaken result. */
    boolean hasNoMoreResults() {
        return results.isEmpty();
    }

    /** Waits until a status is removed. */
    void awaitRemoval() throws InterruptedException {
        if (removals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
            throw new AssertionError("no status was removed; the last status was " + last());
        }
    }

    /** Waits for a matching status. */
    Status awaitStatus(String wanted, Predicate<Status> isWanted) throws InterruptedException {
        return awaitStatus(wanted, () -> {}, isWanted);
    }

    /** Waits for a matching status, requesting another one before each check. */
    Status awaitStatus(String wanted, Runnable nudge, Predicate<Status> isWanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            nudge.run();
            Status status = statuses.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (status == null) {
                throw new AssertionError(
                        "no status came that is " + wanted + ", the last of " + seen.size() + " was " + last());
            }
            seen.add(status);
            if (isWanted.test(status)) {
                return status;
            }
        }
    }

    Status awaitState(Status.State state) throws InterruptedException {
        return awaitStatus(state.wireName(), status -> status.state() == state);
    }

    private Status last() {
        List<Status> all = seenStatuses();
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Returns all statuses received so far. */
    List<Status> seenStatuses() {
        statuses.drainTo(seen);
        return List.copyOf(seen);
    }
}
