package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.TopicFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Stores the subscriptions of a link for every connection. Thread-safe. */
final class Subscriptions {

    private record Subscription(TopicFilter filter, int qos, Consumer<Delivery> handler) {}

    private final Map<String, Subscription> byFilter = new LinkedHashMap<>();

    /**
     * Adds a subscription; replaces the one with the same filter.
     *
     * @throws IllegalArgumentException if the filter is malformed or QoS is neither 0 nor 1
     */
    void put(String filter, int qos, Consumer<Delivery> handler) {
        if (qos < 0 || qos > 1) {
            throw new IllegalArgumentException("qos of " + filter + " must be 0 or 1, was " + qos);
        }
        Subscription subscription = new Subscription(TopicFilter.parse(filter), qos, handler);
        synchronized (this) {
            byFilter.put(filter, subscription);
        }
    }

    /** Removes a subscription; returns whether there was one. */
    synchronized boolean remove(String filter) {
        return byFilter.remove(filter) != null;
    }

    /** Whether a filter is subscribed. */
    synchronized boolean contains(String filter) {
        return byFilter.containsKey(filter);
    }

    /** Returns filter to QoS, in the order of subscribing. */
    synchronized Map<String, Integer> filters() {
        Map<String, Integer> filters = new LinkedHashMap<>();
        byFilter.forEach((filter, subscription) -> filters.put(filter, subscription.qos()));
        return filters;
    }

    /** Returns the handlers for a topic. */
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
