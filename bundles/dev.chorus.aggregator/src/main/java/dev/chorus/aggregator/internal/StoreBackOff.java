package dev.chorus.aggregator.internal;

import java.time.Duration;

/**
 * Computes the pauses after attempts that the store of the cloud connection rejected: doubled each time, up to a
 * limit. Not thread-safe.
 */
final class StoreBackOff {

    static final Duration FIRST = Duration.ofSeconds(10);

    /** Three attempts between two runs of the gateway's housekeeper, which makes room every 900 s. */
    static final Duration LIMIT = Duration.ofSeconds(300);

    private Duration next = FIRST;

    /** Returns the pause after another rejection. */
    Duration refused() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LIMIT) > 0 ? LIMIT : doubled;
        return pause;
    }

    /** Starts over: the store accepts messages again. */
    void reset() {
        next = FIRST;
    }
}
