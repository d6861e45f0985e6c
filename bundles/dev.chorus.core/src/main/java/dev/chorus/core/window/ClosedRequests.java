package dev.chorus.core.window;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers answered requests, so that late results and repeated requests are recognized. Bounded in count, bytes and
 * age; belongs to the thread that owns its {@link FusionWindows}.
 *
 * <p>Ids chosen by requesters and ids derived from pictures are kept apart: a request with a chosen id is not answered
 * a second time to the same requester, one with a derived id is. Messages without an id, such as random bytes, have
 * derived ids and displace no chosen ones.
 */
final class ClosedRequests {

    /**
     * How long a chosen id is remembered ({@code docs/protocol.md}, "The request id"). Longer than a request without an
     * expiry can wait at the broker for an offline variant (60 s) and in its queue (60 s): a late result must not open
     * a window.
     */
    static final Duration MEMORY = Duration.ofSeconds(150);

    /** Maximum number of ids of either kind. */
    static final int MAX_REMEMBERED = 100_000;

    /** An estimate of the heap for one request, id and map entry included, without its requesters. */
    static final int BYTES = 176;

    /**
     * @param own whether this aggregator gave the answer
     * @param opening of its window, to measure the delay of late results; null if no window was open here
     * @param requesters that have used the id
     */
    private record Closed(long nanos, boolean own, Opening opening, Requesters requesters) {

        long bytes() {
            return BYTES + requesters.bytes();
        }
    }

    /** Oldest first. */
    private final Map<RequestId, Closed> chosen = new LinkedHashMap<>();

    /** Oldest first. */
    private final Map<RequestId, Closed> derived = new LinkedHashMap<>();

    private final MemoryBudget.Share chosenMemory;
    private final MemoryBudget.Share derivedMemory;

    ClosedRequests(MemoryBudget.Share chosenMemory, MemoryBudget.Share derivedMemory) {
        this.chosenMemory = chosenMemory;
        this.derivedMemory = derivedMemory;
    }

    /** @param requesters of the window; added to those already remembered for the id */
    void remember(RequestId id, boolean own, Opening opening, Requesters requesters, long nowNanos) {
        forgetOld(nowNanos);
        Map<RequestId, Closed> sameKind = sameKind(id);
        MemoryBudget.Share memory = memory(id);
        Closed before = sameKind.remove(id);
        if (before != null) {
            memory.add(-before.bytes());
        }
        Requesters all = before == null ? requesters : requesters.and(before.requesters());
        Closed now = new Closed(nowNanos, own, opening, all);
        sameKind.put(id, now);
        memory.add(now.bytes());
        while (sameKind.size() > MAX_REMEMBERED || memory.isOver()) {
            memory.drop(removeOldest(sameKind).bytes());
        }
    }

    /** Adds a requester to a remembered request. */
    void addRequester(RequestId id, ReplyTo replyTo) {
        Closed before = of(id);
        if (before != null) {
            Requesters all = Requesters.of(replyTo).and(before.requesters());
            Closed now = new Closed(before.nanos(), before.own(), before.opening(), all);
            sameKind(id).put(id, now);
            memory(id).add(now.bytes() - before.bytes());
        }
    }

    /** Whether a request was answered before: its id was, and it may come from the same requester. */
    boolean holdsRequest(RequestId id, ReplyTo replyTo, long nowNanos) {
        return holds(id, nowNanos) && of(id).requesters().mayInclude(replyTo);
    }

    private Map<RequestId, Closed> sameKind(RequestId id) {
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

    /** Empty if the request is not remembered, or had no window here. */
    Optional<Opening> opening(RequestId id) {
        return Optional.ofNullable(of(id)).map(Closed::opening);
    }

    private Closed of(RequestId id) {
        return sameKind(id).get(id);
    }

    private void forgetOld(long nowNanos) {
        forgetOld(chosen, chosenMemory, nowNanos);
        forgetOld(derived, derivedMemory, nowNanos);
    }

    private static void forgetOld(Map<RequestId, Closed> sameKind, MemoryBudget.Share memory, long nowNanos) {
        Iterator<Closed> oldestFirst = sameKind.values().iterator();
        while (oldestFirst.hasNext()) {
            Closed oldest = oldestFirst.next();
            if (nowNanos - oldest.nanos() <= MEMORY.toNanos()) {
                return;
            }
            oldestFirst.remove();
            memory.add(-oldest.bytes());
        }
    }

    private static Closed removeOldest(Map<RequestId, Closed> sameKind) {
        Iterator<Closed> oldestFirst = sameKind.values().iterator();
        Closed oldest = oldestFirst.next();
        oldestFirst.remove();
        return oldest;
    }
}
