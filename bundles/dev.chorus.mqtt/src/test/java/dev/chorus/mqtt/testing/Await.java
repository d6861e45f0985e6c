package dev.chorus.mqtt.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions on other threads. */
public final class Await {

    /** Far longer than anything takes on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LOOK_NANOS = 1_000_000;

    private Await() {}

    /** Returns once a condition holds and fails if it does not in time. */
    public static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    /** Returns once a condition holds and fails if it does not in time. */
    public static void until(Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain: " + what.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
