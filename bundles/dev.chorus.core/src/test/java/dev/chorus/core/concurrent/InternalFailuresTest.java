package dev.chorus.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.metrics.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InternalFailuresTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Counters counters = new Counters();
    private final AtomicInteger changes = new AtomicInteger();
    private final List<Duration> restarts = new ArrayList<>();
    private final InternalFailures failures =
            new InternalFailures(counters, changes::incrementAndGet, restarts::add, clock::get);

    @Test
    void problem_withoutFailure_isEmpty() {
        assertEquals(Optional.empty(), failures.problem());
    }

    @Test
    void taskFailed_anyFailure_isCountedAndShown() {
        failures.taskFailed(new IllegalStateException("no row"));

        assertEquals(1, counters.get("internalErrors"));
        assertEquals(1, changes.get());
        assertEquals(
                Optional.of("internal error: java.lang.IllegalStateException: no row; see the log"),
                failures.problem());
    }

    @Test
    void problem_longAfterTheFailure_isEmpty() {
        failures.taskFailed(new IllegalStateException("no row"));

        pass(InternalFailures.SHOWN.plusSeconds(1));

        assertEquals(Optional.empty(), failures.problem());
    }

    @Test
    void taskFailed_stackOverflow_restartsNothing() {
        failures.taskFailed(new StackOverflowError());

        assertEquals(List.of(), restarts);
    }

    @Test
    void taskFailed_outOfMemory_restartsAtOnce() {
        failures.taskFailed(new OutOfMemoryError("Java heap space"));

        assertEquals(List.of(Duration.ZERO), restarts);
        assertEquals(1, counters.get("restarts"));
        assertTrue(failures.problem().orElseThrow().startsWith("internal error, restarting: "));
    }

    @Test
    void taskFailed_outOfMemorySoonAfterARestart_restartsLaterAndOnce() {
        failures.taskFailed(new OutOfMemoryError());
        pass(Duration.ofSeconds(4));

        failures.taskFailed(new OutOfMemoryError());
        pass(Duration.ofSeconds(1));
        failures.taskFailed(new OutOfMemoryError());

        assertEquals(List.of(Duration.ZERO, InternalFailures.RESTART_PAUSE.minusSeconds(4)), restarts);
    }

    @Test
    void report_listenerThatFails_doesNotThrow() {
        Runnable failing = () -> {
            throw new OutOfMemoryError("once more");
        };
        InternalFailures unlucky = new InternalFailures(counters, failing, restarts::add, clock::get);

        unlucky.report("a worker", new IllegalStateException("no row"));

        assertEquals(1, counters.get("internalErrors"));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
