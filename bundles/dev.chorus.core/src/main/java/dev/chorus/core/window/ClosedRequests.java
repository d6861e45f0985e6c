package dev.chorus.core.window;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of requests that have been answered, so that what comes late is known as late. Bounded in count and age;
 * belongs to the thread that owns its {@link FusionWindows}.
 */
final class ClosedRequests {

    /** How long an id that the requester chose is remembered ({@code docs/protocol.md}, "The request id"). */
    static final Duration MEMORY = Duration.ofSeconds(60);

    private static final int MAX_REMEMBERED = 100_000;

    /**
     * @param own whether this aggregator gave the answer
     * @param opening of its window, which tells how late a result is; null if none was open here
     */
    private record Closed(long nanos, boolean own, Opening opening) {}

    /** The eldest first. */
    private final Map<RequestId, Closed> closed = new LinkedHashMap<>();

    void remember(RequestId id, boolean own, Opening opening, long nowNanos) {
        forgetOld(nowNanos);
        closed.remove(id);
        if (closed.size() == MAX_REMEMBERED) {
            removeOldest();
        }
        closed.put(id, new Closed(nowNanos, own, opening));
    }

    boolean holds(RequestId id, long nowNanos) {
        forgetOld(nowNanos);
        return closed.containsKey(id);
    }

    /** Whether this aggregator has answered it. */
    boolean holdsOwn(RequestId id, long nowNanos) {
        return holds(id, nowNanos) && closed.get(id).own();
    }

    /** Empty if it is not remembered, or no window was open for it here. */
    Optional<Opening> opening(RequestId id) {
        return Optional.ofNullable(closed.get(id)).map(Closed::opening);
    }

    void forget(RequestId id) {
        closed.remove(id);
    }

    private void forgetOld(long nowNanos) {
        Iterator<Closed> oldestFirst = closed.values().iterator();
        while (oldestFirst.hasNext() && nowNanos - oldestFirst.next().nanos() > MEMORY.toNanos()) {
            oldestFirst.remove();
        }
    }

    private void removeOldest() {
        Iterator<Closed> oldestFirst = closed.values().iterator();
        oldestFirst.next();
        oldestFirst.remove();
    }
}
