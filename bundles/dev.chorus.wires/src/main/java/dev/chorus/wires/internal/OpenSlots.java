package dev.chorus.wires.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits the number of open pictures. Safe for use by several threads. */
final class OpenSlots {

    private final AtomicInteger taken = new AtomicInteger();

    /**
     * Takes a slot.
     *
     * @return releases the slot on its first run; empty if all slots are taken
     */
    Optional<Runnable> take(int limit) {
        // Created before the slot is taken: if the creation fails for lack of memory, no slot is lost.
        AtomicBoolean released = new AtomicBoolean();
        Optional<Runnable> release = Optional.of(() -> {
            if (released.compareAndSet(false, true)) {
                taken.decrementAndGet();
            }
        });
        if (taken.incrementAndGet() > limit) {
            taken.decrementAndGet();
            return Optional.empty();
        }
        return release;
    }
}
