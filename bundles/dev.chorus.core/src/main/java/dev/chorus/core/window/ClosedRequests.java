package dev.chorus.core.window;

import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The memory of requests that have been answered, so that what comes late is known as late. Bounded in count and age;
 * belongs to the thread that owns its {@link FusionWindows}.
 */
final class ClosedRequests {

    /** How long an id that the requester chose is remembered ({@code docs/protocol.md}, "The request id"). */
    static final Duration MEMORY = Duration.ofSeconds(60);

    private static final int MAX_REMEMBERED = 100_000;

    /** @param contributors whose results were in the answer */
    record Closed(long closedNanos, Set<String> contributors) {}

    private final Map<RequestId, Closed> byId = new LinkedHashMap<>();

    void remember(RequestId id, Set<String> contributors, long nowNanos) {
        forgetOld(nowNanos);
        byId.remove(id);
        if (byId.size() == MAX_REMEMBERED) {
            removeOldest();
        }
        byId.put(id, new Closed(nowNanos, Set.copyOf(contributors)));
    }

    Optional<Closed> find(RequestId id, long nowNanos) {
        forgetOld(nowNanos);
        return Optional.ofNullable(byId.get(id));
    }

    void forget(RequestId id) {
        byId.remove(id);
    }

    private void forgetOld(long nowNanos) {
        Iterator<Closed> oldestFirst = byId.values().iterator();
        while (oldestFirst.hasNext() && nowNanos - oldestFirst.next().closedNanos() > MEMORY.toNanos()) {
            oldestFirst.remove();
        }
    }

    private void removeOldest() {
        Iterator<Closed> oldestFirst = byId.values().iterator();
        oldestFirst.next();
        oldestFirst.remove();
    }
}
