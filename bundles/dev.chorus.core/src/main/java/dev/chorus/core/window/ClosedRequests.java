package dev.chorus.core.window;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The memory of requests that have been answered, so that what comes late is known as late. Bounded in count and age;
 * belongs to the thread that owns its {@link FusionWindows}.
 */
final class ClosedRequests {

    /** How long an id that the requester chose is remembered ({@code docs/protocol.md}, "The request id"). */
    static final Duration MEMORY = Duration.ofSeconds(60);

    private static final int MAX_REMEMBERED = 100_000;

    /** @param own whether this aggregator gave the answer */
    private record Closed(long nanos, boolean own) {}

    /** The eldest first. */
    private final Map<RequestId, Closed> closed = new LinkedHashMap<>();

    void remember(RequestId id, boolean own, long nowNanos) {
        forgetOld(nowNanos);
        closed.remove(id);
        if (closed.size() == MAX_REMEMBERED) {
            removeOldest();
        }
        closed.put(id, new Closed(nowNanos, own));
    }

    boolean holds(RequestId id, long nowNanos) {
        forgetOld(nowNanos);
        return closed.containsKey(id);
    }

    /** Whether this aggregator has answered it. */
    boolean holdsOwn(RequestId id, long nowNanos) {
        return holds(id, nowNanos) && closed.get(id).own();
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
