package dev.chorus.variant.internal;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Waits for results of other threads. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Await() {}

    /** @param otherwise returns the message if the condition is not met in time */
    public static void until(BooleanSupplier condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail(otherwise.get());
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    /** Returns the present threads, for a later comparison. */
    public static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    /** Waits until no additional thread with this bundle's names is left. */
    public static void noNewThreads(Set<Thread> before) {
        Supplier<Set<String>> left = () -> threads().stream()
                .filter(thread -> !before.contains(thread) && thread.getName().startsWith("chorus"))
                .map(Thread::getName)
                .collect(Collectors.toSet());
        until(() -> left.get().isEmpty(), () -> "threads left: " + left.get());
    }
}
