package dev.chorus.variant.internal.request;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Limits the rate of each requester. A broker does not identify publishers, so requesters are distinguished by the
 * Response Topics of their requests (MQTT 5, 3.3.2.3.5); all requests without one count as one requester. Each may
 * send the number of one second at once.
 *
 * <p>For one thread, the link's dispatcher. Bounded: of more than {@value #MAX_REQUESTERS} the least recently active
 * one is removed, and no name is stored that is longer than aggregators accept.
 */
final class RequesterRates {

    static final int MAX_REQUESTERS = 256;
    private static final int MAX_NAME = 1024;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** When the previous requests of a requester would end at the maximum rate. */
    private final Map<String, Long> busyUntilNanos = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_REQUESTERS;
        }
    };

    /**
     * Returns whether one more request is permitted; if so, it counts.
     *
     * @param responseTopic of the request; null if absent
     * @param perSecond the maximum rate of each requester; 0 sets no limit
     */
    boolean admit(String responseTopic, int perSecond, long nowNanos) {
        if (perSecond == 0) {
            return true;
        }
        String requester = responseTopic == null || responseTopic.length() > MAX_NAME ? "" : responseTopic;
        long step = SECOND / perSecond;
        Long noted = busyUntilNanos.get(requester);
        long busyUntil = noted == null || noted - nowNanos < 0 ? nowNanos : noted;
        if (busyUntil - nowNanos > SECOND - step) {
            return false;
        }
        busyUntilNanos.put(requester, busyUntil + step);
        return true;
    }
}
