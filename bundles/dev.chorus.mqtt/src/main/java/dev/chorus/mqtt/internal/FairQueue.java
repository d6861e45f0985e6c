package dev.chorus.mqtt.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Queues messages and serves their topics in rotation, so that a busy topic delays no other: a client that floods an
 * aggregator delays only the answers on its own Response Topic. Messages of one topic keep their order. Not
 * thread-safe.
 */
final class FairQueue {

    /** Messages that precede all others. */
    private final Deque<OutboundMessage> first = new ArrayDeque<>();

    /** Topics with waiting messages, the next one first; no value is empty. */
    private final Map<String, Deque<OutboundMessage>> waiting = new LinkedHashMap<>();

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a message behind the others of its topic. */
    void addLast(OutboundMessage outbound) {
        waiting.computeIfAbsent(outbound.publication().topic(), topic -> new ArrayDeque<>())
                .addLast(outbound);
        size++;
    }

    /** Adds a message ahead of all others, whatever their topic. */
    void addFirst(OutboundMessage outbound) {
        first.addFirst(outbound);
        size++;
    }

    /** Removes and returns the next message; null if the queue is empty. */
    OutboundMessage poll() {
        if (size == 0) {
            return null;
        }
        size--;
        if (!first.isEmpty()) {
            return first.pollFirst();
        }
        String topic = waiting.keySet().iterator().next();
        Deque<OutboundMessage> messages = waiting.remove(topic);
        OutboundMessage next = messages.pollFirst();
        if (!messages.isEmpty()) {
            waiting.put(topic, messages);
        }
        return next;
    }

    /**
     * Removes and returns the oldest message of the topic with most messages, or else the first of all; null if the
     * queue is empty.
     */
    OutboundMessage pollOfLongest() {
        OutboundMessage oldest = waiting.values().stream()
                .max(Comparator.comparingInt(Deque::size))
                .map(Deque::peekFirst)
                .orElseGet(first::peekFirst);
        if (oldest != null) {
            remove(oldest);
        }
        return oldest;
    }

    /** Removes a message; returns false if it is not in the queue. */
    boolean remove(OutboundMessage outbound) {
        String topic = outbound.publication().topic();
        Deque<OutboundMessage> messages = waiting.getOrDefault(topic, first);
        if (!messages.remove(outbound) && !first.remove(outbound)) {
            return false;
        }
        if (messages.isEmpty()) {
            waiting.remove(topic);
        }
        size--;
        return true;
    }

    /** Removes and returns all messages. */
    List<OutboundMessage> clear() {
        List<OutboundMessage> all = new ArrayList<>();
        for (OutboundMessage next = poll(); next != null; next = poll()) {
            all.add(next);
        }
        return all;
    }
}
