package dev.chorus.aggregator.internal;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which message goes to the cloud, and when. Within an interval the newest is kept and goes at its end, so that the cloud
 * ends up with how things are, not with how they were. For one thread.
 */
final class CloudThrottle {

    private final Tally tally;
    private CloudOptions options;
    private CloudMessage waiting;
    private CloudMessage lastPublished;
    private long nextNanos;

    /** @param nowNanos from when on messages may go */
    CloudThrottle(Tally tally, long nowNanos) {
        this.tally = tally;
        this.nextNanos = nowNanos;
    }

    /** Another message, by these options from now on. Another publisher has to be told how things are: nothing is old to it. */
    void offer(CloudMessage message, CloudOptions by) {
        if (!by.equals(options)) {
            options = by;
            lastPublished = null;
        }
        if (waiting != null) {
            tally.count("cloudThrottled");
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
            tally.count("cloudUnchanged");
            return Optional.empty();
        }
        nextNanos = nowNanos + options.interval().toNanos();
        return Optional.of(message);
    }

    /** The message has been published; one that has not leaves its change to be told by the next. */
    void published(CloudMessage message) {
        lastPublished = message;
    }
}
