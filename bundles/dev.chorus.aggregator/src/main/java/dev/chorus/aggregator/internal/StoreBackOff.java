package dev.chorus.aggregator.internal;

import java.time.Duration;

/** The pauses after attempts that the store of the cloud connection refused: doubled each time, up to a limit. For one thread. */
final class StoreBackOff {

    static final Duration FIRST = Duration.ofSeconds(10);

    /** Three attempts between two runs of the gateway's housekeeper, which makes room every 900 s. */
    static final Duration LIMIT = Duration.ofSeconds(300);

    private Duration next = FIRST;

    /** How long to wait after one more refusal. */
    Duration refused() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LIMIT) > 0 ? LIMIT : doubled;
        return pause;
    }

    /** The store takes messages again. */
    void reset() {
        next = FIRST;
    }
}
