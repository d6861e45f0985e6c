package dev.chorus.wires.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts pictures that are open against a limit. Safe for use by several threads. */
final class OpenSlots {

    private final AtomicInteger taken = new AtomicInteger();

    /**
     * Takes a slot.
     *
     * @return releases the slot, the first time that it runs; empty if all slots are taken
     */
    Optional<Runnable> take(int limit) {
        // Before it is taken: what cannot be created for lack of memory would never be released.
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
