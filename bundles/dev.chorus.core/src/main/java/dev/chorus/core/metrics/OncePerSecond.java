package dev.chorus.core.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** A gate in front of a log: lets one event through each second and tells it how many it kept back. Safe for any thread. */
public final class OncePerSecond {

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final AtomicLong nextNanos;
    private final LongAdder keptBack = new LongAdder();

    /** On the machine's monotonic clock. */
    public OncePerSecond() {
        this(System::nanoTime);
    }

    /** On a clock of the caller's. */
    OncePerSecond(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Runs the action now, or counts the event as kept back.
     *
     * @param action gets how many events were kept back since the last one let through
     */
    public void run(LongConsumer action) {
        long now = nanoTime.getAsLong();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + SECOND_NANOS)) {
            action.accept(keptBack.sumThenReset());
        } else {
            keptBack.increment();
        }
    }
}
