package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.aggregator.PlainSecrets;
import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.metrics.Counters;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AggregatorInstanceTest {

    /** No broker there; none is needed. */
    private static final Settings SETTINGS =
            Settings.read(Map.of("family", "parts", "broker.url", "mqtt://127.0.0.1:1"), new PlainSecrets());

    private final Set<Thread> before = threads();
    private final Counters counters = new Counters();
    private boolean closing;
    private final AggregatorInstance instance = new AggregatorInstance(
            "0.1.0", message -> {}, counters, new InternalFailures(counters, () -> {}, pause -> {}), () -> closing);

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chorus"))
                .collect(Collectors.toSet());
    }

    @AfterEach
    void end() {
        instance.end();
    }

    @Test
    void apply_usualSettings_begins() {
        instance.apply(SETTINGS);

        assertNotEquals(before, threads());
    }

    /** The cloud feed fails. */
    private static Settings failing() {
        return new Settings(
                SETTINGS.place(),
                SETTINGS.deadline(),
                SETTINGS.windows(),
                SETTINGS.policy(),
                SETTINGS.replyTopics(),
                null,
                Optional.empty(),
                null);
    }

    @Test
    void apply_partThatFails_connectsToPublishTheStatus() {
        assertThrows(NullPointerException.class, () -> instance.apply(failing()));

        assertTrue(threads().stream().anyMatch(thread -> thread.getName().startsWith("chorus-mqtt-link")));
    }

    @Test
    void apply_afterTheEndWasAskedFor_beginsNothing() {
        closing = true;

        instance.apply(SETTINGS);

        assertEquals(before, threads());
    }
}
