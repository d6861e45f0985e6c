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
 * The subscriptions of one connection: which SUBSCRIBE packets wait for their answer, and what the broker refuses. Refusals are counted and
 * logged. For the link thread.
 */
final class PendingSubscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(PendingSubscriptions.class);

    private final Subscriptions wanted;
    private final LinkCounters counters;
    /** By filter, why it is not delivered. */
    private final Map<String, String> refusals = new LinkedHashMap<>();

    private int unanswered;

    /** @param wanted what the link wants at any time */
    PendingSubscriptions(Subscriptions wanted, LinkCounters counters) {
        this.wanted = wanted;
        this.counters = counters;
    }

    /**
     * The packets in which filters are to be sent, each of which an answer is then awaited for. What exceeds the broker's limits counts as
     * refused and is in none.
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

    /** The broker's answer to one packet: each filter with the reason why it is refused. */
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

    /** Counts and logs a refusal. */
    void refuse(String problem) {
        counters.refused.increment();
        LOG.warn(problem);
    }

    /** The filter is no longer wanted. */
    void forget(String filter) {
        refusals.remove(filter);
    }

    /** Whether the broker has answered everything. */
    boolean isComplete() {
        return unanswered == 0;
    }

    /** Why filters that are wanted are not delivered. */
    Collection<String> refusals() {
        return List.copyOf(refusals.values());
    }
}
