package dev.chorus.tools.benchmark.faults;

import dev.chorus.tools.benchmark.rig.BrokerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** How many of the variants reach the broker by {@link ScenarioGateways#faultyProxy} only. */
    default int variantsOnBadPaths() {
        return 0;
    }

    /** Whether everybody reaches the broker by {@link ScenarioGateways#faultyProxy} only. */
    default boolean allOnBadPath() {
        return false;
    }

    /** Whether the broker has after a restart what it had before. */
    default boolean keepsStore() {
        return false;
    }

    /** Variables of the gateways' environment; files may be made in a folder that is there as long as they are. */
    default Map<String, String> environment(Path folder) throws IOException {
        return Map.of();
    }

    /** Why it cannot be played here with such a broker; empty if it can. */
    default Optional<String> obstacle(BrokerKind broker) {
        return Optional.empty();
    }

    /** Whether the broker passes on the properties of MQTT 5. */
    default boolean keepsProperties() {
        return true;
    }

    /** Who of these is left alone so that their answers can be compared with what is predicted of them; empty: nobody. */
    default List<String> survivors(List<String> variants) {
        return List.of();
    }

    /** What was seen beside the requests, a line each; asked after {@link #inject}. */
    default List<String> notes() {
        return List.of();
    }

    /** Promises that it has seen broken, beside those about requests; asked after {@link #inject}. */
    default List<String> brokenPromises() {
        return List.of();
    }

    /**
     * Does it, once or again and again, for about that long, and leaves everything as it was. Pictures come meanwhile.
     *
     * @throws IOException if it cannot be done
     */
    void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException;
}
