package dev.chorus.variant.internal.request;

import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.RequesterKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Detects repeated requests ({@code docs/protocol.md}, "The request id"). An id that the requester chose is a
 * repetition for 60 seconds if it has the same Response Topic, unless it is marked as sent again; any id is a
 * repetition as long as its request has no outcome. Safe for any thread.
 *
 * <p>Bounded: of chosen ids the last {@value #MAX_CHOSEN} are stored, more than the requests that a gateway can
 * classify in 60 seconds; ids without an outcome are as many as the queue and the workers hold.
 */
final class SeenIds {

    static final int MAX_CHOSEN = 20_000;
    private static final long REPETITION_NANOS = Duration.ofSeconds(60).toNanos();

    /** @param requester of {@link RequesterKey} */
    private record Chosen(RequestId id, long requester) {}

    private final Map<Chosen, Long> chosen = new LinkedHashMap<>();
    /** Chosen and derived ids. */
    private final Set<RequestId> pending = new HashSet<>();

    /**
     * Records a request.
     *
     * @param responseTopic of the request, null if absent
     * @param resent whether its requester sends it again because it has no answer: after an outcome it gets another
     *     one, since the first may be lost
     * @return false if it is a repetition and must have no outcome of its own
     */
    synchronized boolean admit(RequestId id, String responseTopic, boolean resent, long nowNanos) {
        if (!id.isDerived()) {
            evict(nowNanos);
            Chosen request = new Chosen(id, RequesterKey.of(responseTopic));
            if (chosen.putIfAbsent(request, nowNanos) != null && !resent) {
                return false;
            }
        }
        return pending.add(id);
    }

    private void evict(long nowNanos) {
        Iterator<Long> oldestFirst = chosen.values().iterator();
        while (oldestFirst.hasNext()) {
            long seen = oldestFirst.next();
            if (nowNanos - seen < REPETITION_NANOS && chosen.size() < MAX_CHOSEN) {
                return;
            }
            oldestFirst.remove();
        }
    }

    /** Records that a request is about to have its outcome: its picture is a new request when sent again. */
    synchronized void finished(RequestId id) {
        pending.remove(id);
    }
}
