package dev.chorus.core.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Rate limiter for log statements: passes one event each second and reports the number of skipped ones. Safe for any
 * thread.
 */
public final class OncePerSecond {

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final AtomicLong nextNanos;
    private final LongAdder skipped = new LongAdder();

    /** Creates a limiter on the machine's monotonic clock. */
    public OncePerSecond() {
        this(System::nanoTime);
    }

    /** Creates a limiter on the given clock. */
    OncePerSecond(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Runs the action, or counts the event as skipped.
     *
     * @param action gets the number of events skipped since it last ran
     */
    public void run(LongConsumer action) {
        long now = nanoTime.getAsLong();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + SECOND_NANOS)) {
            action.accept(skipped.sumThenReset());
        } else {
            skipped.increment();
        }
    }
}
