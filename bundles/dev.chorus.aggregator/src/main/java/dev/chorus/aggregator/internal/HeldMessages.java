package dev.chorus.aggregator.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Messages that came before this aggregator knew which variants and aggregators there are: a session that is resumed delivers what
 * waited in it before the statuses. Bounded; belongs to the family's thread.
 */
final class HeldMessages {

    /** Of each kind. */
    static final int MAX = FamilyExecutor.CAPACITY;

    /** In the order in which they are handled: a result belongs to a request, and an answer shows that a request needs none. */
    enum Kind {
        REQUEST,
        ANSWER,
        RESULT
    }

    private final Map<Kind, Deque<LongConsumer>> byKind = new EnumMap<>(Kind.class);

    /**
     * Holds one.
     *
     * @param handling of the message; gets the time at which it is released
     * @return false if there was no room and the oldest of its kind was dropped for it
     */
    boolean add(Kind kind, LongConsumer handling) {
        Deque<LongConsumer> alike = byKind.computeIfAbsent(kind, any -> new ArrayDeque<>());
        alike.addLast(handling);
        if (alike.size() <= MAX) {
            return true;
        }
        alike.removeFirst();
        return false;
    }

    /** Handles all; to be called once. */
    void release(long nowNanos) {
        byKind.values().forEach(alike -> alike.forEach(handling -> handling.accept(nowNanos)));
    }
}
