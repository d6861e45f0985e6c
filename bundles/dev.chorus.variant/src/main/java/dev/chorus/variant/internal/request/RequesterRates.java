package dev.chorus.variant.internal.request;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often each requester asks. A broker does not say who published, so they are told apart by the Response Topics of their
 * requests (MQTT 5, 3.3.2.3.5); those without one are one requester together. Each may ask a second's worth at once.
 *
 * <p>For one thread, the link's dispatcher. Bounded: of more than {@value #MAX_REQUESTERS} that one is forgotten who has not asked for
 * the longest time, and no name is kept that an aggregator would not answer to.
 */
final class RequesterRates {

    static final int MAX_REQUESTERS = 256;
    private static final int MAX_NAME = 1024;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** When what a requester has asked would be over if it came at the highest rate. */
    private final Map<String, Long> busyUntilNanos = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_REQUESTERS;
        }
    };

    /**
     * Whether one more request may be taken; if so, it counts.
     *
     * @param responseTopic of the request; null: none
     * @param perSecond the highest rate of each requester; 0: any
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
