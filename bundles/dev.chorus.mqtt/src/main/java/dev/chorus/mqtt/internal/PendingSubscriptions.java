package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.TopicFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks the subscriptions of one connection: the SUBSCRIBE packets without a response, and the filters that the
 * broker rejects. Rejections are counted and logged. For the link thread.
 */
final class PendingSubscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(PendingSubscriptions.class);

    private final Subscriptions wanted;
    private final LinkCounters counters;
    /** Filter to the reason why its messages are not delivered. */
    private final Map<String, String> refusals = new LinkedHashMap<>();

    private int unanswered;

    /** @param wanted the subscriptions of the link */
    PendingSubscriptions(Subscriptions wanted, LinkCounters counters) {
        this.wanted = wanted;
        this.counters = counters;
    }

    /**
     * Returns the packets to send for filters; a response to each is expected. Filters that exceed the broker's
     * limits count as rejected and are in no packet.
     *
     * @param filters filter to QoS
     */
    List<Map<String, Integer>> packets(Map<String, Integer> filters, BrokerLimits limits) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        filters.forEach((filter, qos) -> limits.refusal(TopicFilter.parse(filter))
                .ifPresentOrElse(
                        reason -> put(filter, Optional.of(filter + " is not delivered: " + reason)),
                        () -> taken.put(filter, qos)));
        List<Map<String, Integer>> packets = new ArrayList<>();
        if (limits.fit(taken)) {
            packets.add(taken);
        } else {
            taken.forEach((filter, qos) -> packets.add(Map.of(filter, qos)));
        }
        packets.removeIf(Map::isEmpty);
        unanswered += packets.size();
        return packets;
    }

    /** Handles the broker's response to one packet: each filter with the reason why it is rejected. */
    void answered(Map<String, Optional<String>> answers) {
        unanswered--;
        answers.forEach(this::put);
    }

    private void put(String filter, Optional<String> refusal) {
        refusals.remove(filter);
        refusal.ifPresent(problem -> {
            refuse(problem);
            if (wanted.contains(filter)) {
                refusals.put(filter, problem);
            }
        });
    }

    /** Counts and logs a rejection. */
    void refuse(String problem) {
        counters.refused.increment();
        LOG.warn(problem);
    }

    /** Drops the state of a filter that was unsubscribed. */
    void remove(String filter) {
        refusals.remove(filter);
    }

    /** Whether the broker has answered all packets. */
    boolean isComplete() {
        return unanswered == 0;
    }

    /** Returns why subscribed filters are not delivered. */
    Collection<String> refusals() {
        return List.copyOf(refusals.values());
    }
}
