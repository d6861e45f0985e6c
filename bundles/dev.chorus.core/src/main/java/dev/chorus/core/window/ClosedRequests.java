package dev.chorus.core.window;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the requests that have been answered, so that what comes late is known as late. Bounded in count, bytes and age; belongs
 * to the thread that owns its {@link FusionWindows}.
 *
 * <p>Ids that requesters chose and ids that were derived from pictures are kept apart: a chosen id must not be answered a second
 * time, a derived one may. Whatever is published without an id, random bytes above all, has a derived one and displaces no
 * chosen one.
 */
final class ClosedRequests {

    /**
     * How long an id that the requester chose is remembered ({@code docs/protocol.md}, "The request id"). Longer than a request without an
     * expiry can wait at the broker for a variant that is away (60 s) and in its queue (60 s): a late result must not open a window.
     */
    static final Duration MEMORY = Duration.ofSeconds(150);

    /** The most ids of either kind. */
    static final int MAX_REMEMBERED = 100_000;

    /** An estimate of the heap that one takes, id and map entry included. */
    static final int BYTES = 176;

    /**
     * @param own whether this aggregator gave the answer
     * @param opening of its window, which tells how late a result is; null if none was open here
     */
    private record Closed(long nanos, boolean own, Opening opening) {}

    /** The eldest first. */
    private final Map<RequestId, Closed> chosen = new LinkedHashMap<>();

    /** The eldest first. */
    private final Map<RequestId, Closed> derived = new LinkedHashMap<>();

    private final MemoryBudget.Share chosenMemory;
    private final MemoryBudget.Share derivedMemory;

    ClosedRequests(MemoryBudget.Share chosenMemory, MemoryBudget.Share derivedMemory) {
        this.chosenMemory = chosenMemory;
        this.derivedMemory = derivedMemory;
    }

    void remember(RequestId id, boolean own, Opening opening, long nowNanos) {
        forgetOld(nowNanos);
        forget(id);
        Map<RequestId, Closed> alike = id.isDerived() ? derived : chosen;
        MemoryBudget.Share memory = id.isDerived() ? derivedMemory : chosenMemory;
        alike.put(id, new Closed(nowNanos, own, opening));
        memory.add(BYTES);
        while (alike.size() > MAX_REMEMBERED || memory.isOver()) {
            removeOldest(alike);
            memory.drop(BYTES);
        }
    }

    boolean holds(RequestId id, long nowNanos) {
        forgetOld(nowNanos);
        return of(id) != null;
    }

    /** Whether this aggregator has answered it. */
    boolean holdsOwn(RequestId id, long nowNanos) {
        return holds(id, nowNanos) && of(id).own();
    }

    /** Empty if it is not remembered, or no window was open for it here. */
    Optional<Opening> opening(RequestId id) {
        return Optional.ofNullable(of(id)).map(Closed::opening);
    }

    void forget(RequestId id) {
        if (chosen.remove(id) != null) {
            chosenMemory.add(-BYTES);
        }
        if (derived.remove(id) != null) {
            derivedMemory.add(-BYTES);
        }
    }

    /** Looks at both kinds: the answer of another aggregator does not say of which kind its id is. */
    private Closed of(RequestId id) {
        Closed closed = chosen.get(id);
        return closed == null ? derived.get(id) : closed;
    }

    private void forgetOld(long nowNanos) {
        forgetOld(chosen, chosenMemory, nowNanos);
        forgetOld(derived, derivedMemory, nowNanos);
    }

    private static void forgetOld(Map<RequestId, Closed> alike, MemoryBudget.Share memory, long nowNanos) {
        Iterator<Closed> oldestFirst = alike.values().iterator();
        while (oldestFirst.hasNext() && nowNanos - oldestFirst.next().nanos() > MEMORY.toNanos()) {
            oldestFirst.remove();
            memory.add(-BYTES);
        }
    }

    private static void removeOldest(Map<RequestId, Closed> alike) {
        Iterator<Closed> oldestFirst = alike.values().iterator();
        oldestFirst.next();
        oldestFirst.remove();
    }
}
