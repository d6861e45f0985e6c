package dev.chorus.aggregator.internal;

import dev.chorus.core.peer.MemoryBudget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Messages that came before this aggregator knew which variants and aggregators there are: a session that is resumed delivers what
 * waited in it before the statuses. Bounded in number and bytes; belongs to the family's thread.
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

    /** @param bytes of heap that the message takes */
    private record Held(long bytes, LongConsumer handling) {}

    private final Map<Kind, Deque<Held>> byKind = new EnumMap<>(Kind.class);
    private final MemoryBudget.Share memory;

    HeldMessages(MemoryBudget.Share memory) {
        this.memory = memory;
    }

    /**
     * Holds one.
     *
     * @param bytes of heap that it takes
     * @param handling of the message; gets the time at which it is released
     * @return false if there was no room and the oldest of its kind were dropped for it, or this one if there was no other
     */
    boolean add(Kind kind, long bytes, LongConsumer handling) {
        Deque<Held> alike = byKind.computeIfAbsent(kind, any -> new ArrayDeque<>());
        alike.addLast(new Held(bytes, handling));
        memory.add(bytes);
        boolean fits = true;
        while (alike.size() > MAX || memory.isOver() && !alike.isEmpty()) {
            memory.drop(alike.removeFirst().bytes());
            fits = false;
        }
        return fits;
    }

    /** Handles all; to be called once. */
    void release(long nowNanos) {
        byKind.values()
                .forEach(alike -> alike.forEach(held -> {
                    memory.add(-held.bytes());
                    held.handling().accept(nowNanos);
                }));
    }
}
