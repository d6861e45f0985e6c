package dev.chorus.variant.internal.model;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Something that several use at once and that must not be closed under any of them: the last to let go closes it. Safe for
 * any thread; nobody waits.
 *
 * @param <T> what it is
 */
public final class Shared<T> {

    private final T value;
    private final Consumer<T> closer;
    /** Its owner's own use is the first. */
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * In use by its owner.
     *
     * @param value taken over
     * @param closer called once, by whoever lets go last
     */
    public Shared(T value, Consumer<T> closer) {
        this.value = value;
        this.closer = closer;
    }

    /** Good while it is in use by whoever asks. */
    public T value() {
        return value;
    }

    /** Begins another use, unless it is closed already; to be {@linkplain #release() released}. */
    public boolean retain() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Ends a use. */
    public void release() {
        if (users.decrementAndGet() == 0) {
            closer.accept(value);
        }
    }
}
