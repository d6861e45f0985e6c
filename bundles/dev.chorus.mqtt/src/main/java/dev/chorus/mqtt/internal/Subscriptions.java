package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.TopicFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a link wants to hear, remembered for every connection. Safe for use by several threads. */
final class Subscriptions {

    private record Subscription(TopicFilter filter, int qos, Consumer<Delivery> handler) {}

    private final Map<String, Subscription> byFilter = new LinkedHashMap<>();

    /**
     * Remembers one; of the same filter the later counts.
     *
     * @throws IllegalArgumentException if the filter is malformed or QoS is neither 0 nor 1
     */
    void put(String filter, int qos, Consumer<Delivery> handler) {
        if (qos < 0 || qos > 1) {
            throw new IllegalArgumentException("qos of " + filter + " is " + qos + ", allowed is 0 or 1");
        }
        Subscription subscription = new Subscription(TopicFilter.parse(filter), qos, handler);
        synchronized (this) {
            byFilter.put(filter, subscription);
        }
    }

    /** Forgets one; tells whether there was one. */
    synchronized boolean remove(String filter) {
        return byFilter.remove(filter) != null;
    }

    /** Whether a filter is subscribed. */
    synchronized boolean contains(String filter) {
        return byFilter.containsKey(filter);
    }

    /** Filter to QoS, in the order of subscribing. */
    synchronized Map<String, Integer> filters() {
        Map<String, Integer> filters = new LinkedHashMap<>();
        byFilter.forEach((filter, subscription) -> filters.put(filter, subscription.qos()));
        return filters;
    }

    /** The handlers of what was published to a topic. */
    synchronized List<Consumer<Delivery>> handlers(String topic) {
        List<Consumer<Delivery>> handlers = new ArrayList<>(1);
        for (Subscription subscription : byFilter.values()) {
            if (subscription.filter().matches(topic)) {
                handlers.add(subscription.handler());
            }
        }
        return handlers;
    }
}
