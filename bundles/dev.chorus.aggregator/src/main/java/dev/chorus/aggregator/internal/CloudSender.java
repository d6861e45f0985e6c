package dev.chorus.aggregator.internal;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Publishes what a {@link CloudThrottle} passes, and pauses while the gateway's store for cloud messages is full:
 * each attempt would be rejected, and other publishers of that connection need the room. Not thread-safe, except for
 * {@link #problem}.
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
     * Creates a sender without options.
     *
     * @param problemChanged called when {@link #problem} changed
     * @param nowNanos from when on messages may be published
     */
    CloudSender(CloudSink sink, EventCounters events, Runnable problemChanged, long nowNanos) {
        this.sink = sink;
        this.events = events;
        this.throttle = new CloudThrottle(events, nowNanos);
        this.problemChanged = problemChanged;
    }

    /**
     * Takes a message, and publishes what is due.
     *
     * @param by options from now on
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
            setProblem(null);
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
        setProblem("results are not published to the cloud: " + EventCounters.shown(reason));
    }

    private void setProblem(String newProblem) {
        if (newProblem == null ? problem != null : !newProblem.equals(problem)) {
            problem = newProblem;
            problemChanged.run();
        }
    }

    /** When to call {@link #send} again; empty if nothing waits. */
    OptionalLong due() {
        return throttle.due();
    }

    /** Clears the problem: nothing is to be published any more. */
    void stop() {
        setProblem(null);
    }

    /** Returns why the last attempt failed; empty if it did not. Thread-safe. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
