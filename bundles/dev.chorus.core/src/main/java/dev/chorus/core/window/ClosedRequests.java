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
 * <p>Ids that requesters chose and ids that were derived from pictures are kept apart: a chosen id is not answered a second
 * time to the same requester, a derived one is. Whatever is published without an id, random bytes above all, has a derived one and
 * displaces no chosen one.
 */
final class ClosedRequests {

    /**
     * How long an id that the requester chose is remembered ({@code docs/protocol.md}, "The request id"). Longer than a request without an
     * expiry can wait at the broker for a variant that is away (60 s) and in its queue (60 s): a late result must not open a window.
     */
    static final Duration MEMORY = Duration.ofSeconds(150);

    /** The most ids of either kind. */
    static final int MAX_REMEMBERED = 100_000;

    /** An estimate of the heap that one takes, id and map entry included, without its requesters. */
    static final int BYTES = 176;

    /**
     * @param own whether this aggregator gave the answer
     * @param opening of its window, which tells how late a result is; null if none was open here
     * @param requesters that have used the id
     */
    private record Closed(long nanos, boolean own, Opening opening, Requesters requesters) {

        long bytes() {
            return BYTES + requesters.bytes();
        }
    }

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

    /** @param requesters of the window; those remembered for the id before stay */
    void remember(RequestId id, boolean own, Opening opening, Requesters requesters, long nowNanos) {
        forgetOld(nowNanos);
        Map<RequestId, Closed> alike = alike(id);
        MemoryBudget.Share memory = memory(id);
        Closed before = alike.remove(id);
        if (before != null) {
            memory.add(-before.bytes());
        }
        Requesters all = before == null ? requesters : requesters.and(before.requesters());
        Closed now = new Closed(nowNanos, own, opening, all);
        alike.put(id, now);
        memory.add(now.bytes());
        while (alike.size() > MAX_REMEMBERED || memory.isOver()) {
            memory.drop(removeOldest(alike).bytes());
        }
    }

    /** Adds a requester of a request that is remembered. */
    void addRequester(RequestId id, ReplyTo replyTo) {
        Closed before = of(id);
        if (before != null) {
            Requesters all = Requesters.of(replyTo).and(before.requesters());
            Closed now = new Closed(before.nanos(), before.own(), before.opening(), all);
            alike(id).put(id, now);
            memory(id).add(now.bytes() - before.bytes());
        }
    }

    /** Whether a request was answered before: it has the id of one that was, and may come from the same requester. */
    boolean holdsRequest(RequestId id, ReplyTo replyTo, long nowNanos) {
        return holds(id, nowNanos) && of(id).requesters().mayInclude(replyTo);
    }

    private Map<RequestId, Closed> alike(RequestId id) {
        return id.isDerived() ? derived : chosen;
    }

    private MemoryBudget.Share memory(RequestId id) {
        return id.isDerived() ? derivedMemory : chosenMemory;
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

    private Closed of(RequestId id) {
        return alike(id).get(id);
    }

    private void forgetOld(long nowNanos) {
        forgetOld(chosen, chosenMemory, nowNanos);
        forgetOld(derived, derivedMemory, nowNanos);
    }

    private static void forgetOld(Map<RequestId, Closed> alike, MemoryBudget.Share memory, long nowNanos) {
        Iterator<Closed> oldestFirst = alike.values().iterator();
        while (oldestFirst.hasNext()) {
            Closed oldest = oldestFirst.next();
            if (nowNanos - oldest.nanos() <= MEMORY.toNanos()) {
                return;
            }
            oldestFirst.remove();
            memory.add(-oldest.bytes());
        }
    }

    private static Closed removeOldest(Map<RequestId, Closed> alike) {
        Iterator<Closed> oldestFirst = alike.values().iterator();
        Closed oldest = oldestFirst.next();
        oldestFirst.remove();
        return oldest;
    }
}
