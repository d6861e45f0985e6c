package dev.chorus.aggregator.internal;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which message is published to the cloud, and when. Within an interval the newest message is kept and
 * published at its end, so that the cloud ends up with the current state. Not thread-safe.
 */
final class CloudThrottle {

    private final EventCounters events;
    private CloudOptions options;
    private CloudMessage waiting;
    private CloudMessage lastPublished;
    private long nextNanos;

    /** @param nowNanos from when on messages may be published */
    CloudThrottle(EventCounters events, long nowNanos) {
        this.events = events;
        this.nextNanos = nowNanos;
    }

    /** Sets the options. Another publisher has received nothing yet, so every message is new to it. */
    void configure(CloudOptions by, long nowNanos) {
        options = by;
        lastPublished = null;
        nextNanos = nowNanos;
    }

    /** Takes a message; replaces a waiting one. */
    void offer(CloudMessage message) {
        if (waiting != null) {
            events.count("cloudThrottled");
        }
        waiting = message;
    }

    /** When to call {@link #next}; empty if no message waits. */
    OptionalLong due() {
        return waiting == null ? OptionalLong.empty() : OptionalLong.of(nextNanos);
    }

    /** Returns the message to publish now, if any. */
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

    /**
     * Queues a message that could not be published, unless a newer one waits, and publishes nothing before the given
     * time.
     */
    void postpone(CloudMessage message, long untilNanos) {
        if (waiting == null) {
            waiting = message;
        }
        nextNanos = untilNanos;
    }

    /** Records that a message was published; without this call the next message counts as a change. */
    void published(CloudMessage message) {
        lastPublished = message;
    }
}
