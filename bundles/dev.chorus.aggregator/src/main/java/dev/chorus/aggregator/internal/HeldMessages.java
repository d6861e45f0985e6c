package dev.chorus.aggregator.internal;

import dev.chorus.core.peer.MemoryBudget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Holds messages that arrived before this aggregator knew the variants and aggregators: a resumed session delivers
 * the messages that waited in it before the statuses. Bounded in number and bytes; belongs to the family's thread.
 */
final class HeldMessages {

    /** Maximum number of each kind. */
    static final int MAX = FamilyExecutor.CAPACITY;

    /** In the order of handling: a result belongs to a request, and an answer shows that a request needs none. */
    enum Kind {
        REQUEST,
        ANSWER,
        RESULT
    }

    /** @param bytes heap size of the message */
    private record Held(long bytes, LongConsumer handling) {}

    private final Map<Kind, Deque<Held>> byKind = new EnumMap<>(Kind.class);
    private final MemoryBudget.Share memory;

    HeldMessages(MemoryBudget.Share memory) {
        this.memory = memory;
    }

    /**
     * Holds a message.
     *
     * @param bytes its heap size
     * @param handling handles the message, given the time of its release
     * @return false if there was no room and the oldest messages of its kind were dropped, or this one if there was
     *     no other
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

    /** Handles all messages; call once. */
    void release(long nowNanos) {
        byKind.values()
                .forEach(alike -> alike.forEach(held -> {
                    memory.add(-held.bytes());
                    held.handling().accept(nowNanos);
                }));
    }
}
