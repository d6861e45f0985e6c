package dev.chorus.aggregator.internal;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Publishes what a {@link CloudThrottle} lets through, and waits while the gateway's store for messages to the cloud is full: each
 * attempt would be refused, and other publishers of that connection need the room. For one thread, except for {@link #problem}.
 */
final class CloudSender {

    private final CloudSink sink;
    private final EventCounters events;
    private final CloudThrottle throttle;
    private final Runnable problemChanged;
    private final StoreBackOff backOff = new StoreBackOff();
    private CloudOptions options;
    private volatile String problem;

    /**
     * A sender of nothing yet.
     *
     * @param problemChanged called when {@link #problem} has changed
     * @param nowNanos from when on messages may go
     */
    CloudSender(CloudSink sink, EventCounters events, Runnable problemChanged, long nowNanos) {
        this.sink = sink;
        this.events = events;
        this.throttle = new CloudThrottle(events, nowNanos);
        this.problemChanged = problemChanged;
    }

    /**
     * Takes another message, and publishes what is due.
     *
     * @param by how to publish from now on
     */
    void offer(CloudMessage message, CloudOptions by, long nowNanos) {
        if (!by.equals(options)) {
            options = by;
            backOff.reset();
            throttle.configure(by, nowNanos);
        }
        throttle.offer(message);
        send(nowNanos);
    }

    /** Publishes what is due. */
    void send(long nowNanos) {
        Optional<CloudMessage> message = throttle.next(nowNanos);
        if (message.isEmpty()) {
            return;
        }
        try {
            sink.publish(message.get());
            events.count("cloudPublished");
            throttle.published(message.get());
            backOff.reset();
            show(null);
        } catch (CloudStoreFullException e) {
            failed(e, "the store of the cloud connection is full: ");
            throttle.postpone(message.get(), nowNanos + backOff.refused().toNanos());
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            failed(e, "");
        }
    }

    private void failed(Throwable failure, String what) {
        String reason = what + failure.getMessage();
        events.report("cloudFailed", reason);
        show("results are not published to the cloud: " + EventCounters.shown(reason));
    }

    private void show(String newProblem) {
        if (newProblem == null ? problem != null : !newProblem.equals(problem)) {
            problem = newProblem;
            problemChanged.run();
        }
    }

    /** When to {@link #send} again; empty where nothing waits. */
    OptionalLong due() {
        return throttle.due();
    }

    /** Forgets why publishing failed: there is nothing to publish any more. */
    void stop() {
        show(null);
    }

    /** Why the last attempt failed; empty if it did not. For any thread. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
