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

    /** When each was closed, the eldest first. */
    private final Map<RequestId, Long> closedNanos = new LinkedHashMap<>();

    void remember(RequestId id, long nowNanos) {
        forgetOld(nowNanos);
        closedNanos.remove(id);
        if (closedNanos.size() == MAX_REMEMBERED) {
            removeOldest();
        }
        closedNanos.put(id, nowNanos);
    }

    boolean holds(RequestId id, long nowNanos) {
        forgetOld(nowNanos);
        return closedNanos.containsKey(id);
    }

    void forget(RequestId id) {
        closedNanos.remove(id);
    }

    private void forgetOld(long nowNanos) {
        Iterator<Long> oldestFirst = closedNanos.values().iterator();
        while (oldestFirst.hasNext() && nowNanos - oldestFirst.next() > MEMORY.toNanos()) {
            oldestFirst.remove();
        }
    }

    private void removeOldest() {
        Iterator<Long> oldestFirst = closedNanos.values().iterator();
        oldestFirst.next();
        oldestFirst.remove();
    }
}
