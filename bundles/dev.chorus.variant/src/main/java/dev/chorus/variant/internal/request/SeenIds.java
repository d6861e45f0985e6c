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
 * Tells a request that was seen before ({@code docs/protocol.md}, "The request id"): an id that the requester chose for 60
 * seconds, if it comes with the same Response Topic, unless it is sent again as such, and any as long as its request has no outcome. Safe for any thread.
 *
 * <p>Bounded: of chosen ids it knows the last {@value #MAX_CHOSEN}, which 60 seconds of far more requests than a gateway can
 * classify do not fill; those without an outcome are as many as the queue and the workers hold.
 */
final class SeenIds {

    static final int MAX_CHOSEN = 20_000;
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(60).toNanos();

    /** @param requester of {@link RequesterKey} */
    private record Chosen(RequestId id, long requester) {}

    private final Map<Chosen, Long> chosen = new LinkedHashMap<>();
    /** Of either kind. */
    private final Set<RequestId> inWork = new HashSet<>();

    /**
     * Notes a request.
     *
     * @param responseTopic of the request, null where it has none
     * @param resent whether its requester sends it again because it has no answer: one that had its outcome gets another, since that may be
     *     lost
     * @return false if it is a repetition and must have no outcome of its own
     */
    synchronized boolean admit(RequestId id, String responseTopic, boolean resent, long nowNanos) {
        if (!id.isDerived()) {
            forget(nowNanos);
            Chosen request = new Chosen(id, RequesterKey.of(responseTopic));
            if (chosen.putIfAbsent(request, nowNanos) != null && !resent) {
                return false;
            }
        }
        return inWork.add(id);
    }

    private void forget(long nowNanos) {
        Iterator<Long> eldestFirst = chosen.values().iterator();
        while (eldestFirst.hasNext()) {
            long seen = eldestFirst.next();
            if (nowNanos - seen < REMEMBERED_NANOS && chosen.size() < MAX_CHOSEN) {
                return;
            }
            eldestFirst.remove();
        }
    }

    /** A request is about to have its outcome: its picture sent again from now on is a new request. */
    synchronized void finished(RequestId id) {
        inWork.remove(id);
    }
}
