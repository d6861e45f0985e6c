package dev.chorus.tools.benchmark.faults;

import java.io.IOException;
import java.time.Duration;

/** One way in which things go wrong. */
interface Scenario {

    /** What it is called on the command line. */
    String name();

    /** What is done, in a sentence. */
    String description();

    /** Gateways with an aggregator. */
    default int aggregators() {
        return 1;
    }

    /** How many of the variants reach the broker by {@link Fleet#badPath} only. */
    default int variantsOnBadPaths() {
        return 0;
    }

    /** Whether the broker passes on the properties of MQTT 5. */
    default boolean keepsProperties() {
        return true;
    }

    /** Whether every request that the broker has acknowledged must get an answer, be it a refusal. */
    default boolean losesNothing() {
        return true;
    }

    /**
     * Does it, once or again and again, for about that long, and leaves everything as it was. Pictures come meanwhile.
     *
     * @throws IOException if it cannot be done
     */
    void inject(Fleet fleet, Duration time) throws IOException, InterruptedException;
}
