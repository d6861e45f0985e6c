package dev.chorus.wires.internal;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for results of other threads. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Await() {}

    /** @param what message if the condition is not met in time */
    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    /** Waits until no thread of Chorus is left except those of the test's own clients. */
    public static void noThreads() {
        until("the end of all threads, there are " + names(), () -> names().isEmpty());
    }

    private static List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("chorus") && !name.contains(SimulatedFamily.CLIENT))
                .sorted()
                .toList();
    }
}
