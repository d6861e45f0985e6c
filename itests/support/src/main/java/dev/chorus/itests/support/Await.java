package dev.chorus.itests.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens on other threads. */
public final class Await {

    /** Far beyond what anything takes on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Duration PAUSE = Duration.ofMillis(5);

    private Await() {}

    /** Returns once a condition holds and fails if it does not in time. */
    public static void until(String wanted, BooleanSupplier condition) {
        value(() -> wanted, () -> condition.getAsBoolean() ? Optional.of(wanted) : Optional.empty());
    }

    /**
     * Returns what is there in the end and fails if nothing is in time.
     *
     * @param wanted said in the failure, so it may tell what was there instead
     */
    public static <T> T value(Supplier<String> wanted, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain for " + wanted.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            found = look.get();
        }
        return found.get();
    }
}
