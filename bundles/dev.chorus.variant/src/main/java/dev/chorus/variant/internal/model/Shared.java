package dev.chorus.variant.internal.model;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A resource with a reference count: the last release closes it, so that it is never closed while in use. Safe for
 * any thread; never blocks.
 *
 * @param <T> type of the resource
 */
public final class Shared<T> {

    private final T value;
    private final Consumer<T> closer;
    /** References, of which the owner's is the first. */
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * Creates a resource with one reference, the owner's.
     *
     * @param value owned by this instance from now on
     * @param closer called once, by the last release
     */
    public Shared(T value, Consumer<T> closer) {
        this.value = value;
        this.closer = closer;
    }

    /** Returns the resource; valid while the caller holds a reference. */
    public T value() {
        return value;
    }

    /** Adds a reference, unless the resource is closed; to be {@linkplain #release() released}. */
    public boolean retain() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Removes a reference. */
    public void release() {
        if (users.decrementAndGet() == 0) {
            closer.accept(value);
        }
    }
}
