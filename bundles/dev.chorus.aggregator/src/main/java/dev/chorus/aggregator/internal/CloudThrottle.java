package dev.chorus.aggregator.internal;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which message goes to the cloud, and when. Within an interval the newest is kept and goes at its end, so that the cloud
 * ends up with how things are, not with how they were. For one thread.
 */
final class CloudThrottle {

    private final EventCounters events;
    private CloudOptions options;
    private CloudMessage waiting;
    private CloudMessage lastPublished;
    private long nextNanos;

    /** @param nowNanos from when on messages may go */
    CloudThrottle(EventCounters events, long nowNanos) {
        this.events = events;
        this.nextNanos = nowNanos;
    }

    /** Decides by other options from now on. Another publisher has not got anything yet: nothing is old to it. */
    void configure(CloudOptions by, long nowNanos) {
        options = by;
        lastPublished = null;
        nextNanos = nowNanos;
    }

    /** Takes another message, in the place of one that waits. */
    void offer(CloudMessage message) {
        if (waiting != null) {
            events.count("cloudThrottled");
        }
        waiting = message;
    }

    /** When to ask for a message again; empty where none is waiting. */
    OptionalLong due() {
        return waiting == null ? OptionalLong.empty() : OptionalLong.of(nextNanos);
    }

    /** What is to be published now, if anything. */
    Optional<CloudMessage> next(long nowNanos) {
        if (waiting == null || nowNanos - nextNanos < 0) {
            return Optional.empty();
        }
        CloudMessage message = waiting;
        waiting = null;
        if (options.changesOnly() && lastPublished != null && message.isLike(lastPublished)) {
            events.count("cloudUnchanged");
            return Optional.empty();
        }
        nextNanos = nowNanos + options.interval().toNanos();
        return Optional.of(message);
    }

    /** A message could not be published: it waits, unless a newer one does, and nothing goes before a time. */
    void postpone(CloudMessage message, long untilNanos) {
        if (waiting == null) {
            waiting = message;
        }
        nextNanos = untilNanos;
    }

    /** The message has been published; one that has not leaves its change to be told by the next. */
    void published(CloudMessage message) {
        lastPublished = message;
    }
}
