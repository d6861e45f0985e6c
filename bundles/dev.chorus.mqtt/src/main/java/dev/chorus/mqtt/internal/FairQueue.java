package dev.chorus.mqtt.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that wait, served topic by topic in rotation, so that a busy topic delays no other: a client that floods an
 * aggregator makes it answer on his own Response Topic, and the others have theirs. Of one topic they keep their order. For one
 * thread at a time.
 */
final class FairQueue {

    /** Those that go before all others. */
    private final Deque<OutboundMessage> first = new ArrayDeque<>();

    /** Topics that something waits for, the next one first; no value is empty. */
    private final Map<String, Deque<OutboundMessage>> waiting = new LinkedHashMap<>();

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Behind the others of its topic. */
    void addLast(OutboundMessage outbound) {
        waiting.computeIfAbsent(outbound.publication().topic(), topic -> new ArrayDeque<>())
                .addLast(outbound);
        size++;
    }

    /** Ahead of all others, of whatever topic. */
    void addFirst(OutboundMessage outbound) {
        first.addFirst(outbound);
        size++;
    }

    /** The next one, taken out; null if none waits. */
    OutboundMessage poll() {
        if (size == 0) {
            return null;
        }
        size--;
        if (!first.isEmpty()) {
            return first.pollFirst();
        }
        String topic = waiting.keySet().iterator().next();
        Deque<OutboundMessage> turn = waiting.remove(topic);
        OutboundMessage next = turn.pollFirst();
        if (!turn.isEmpty()) {
            waiting.put(topic, turn);
        }
        return next;
    }

    /** The oldest of the topic that most wait for, taken out, or else the first of all; null if none waits. */
    OutboundMessage pollOfTheLongest() {
        OutboundMessage oldest = waiting.values().stream()
                .max(Comparator.comparingInt(Deque::size))
                .map(Deque::peekFirst)
                .orElseGet(first::peekFirst);
        if (oldest != null) {
            remove(oldest);
        }
        return oldest;
    }

    /** Takes one out; false if it does not wait. */
    boolean remove(OutboundMessage outbound) {
        String topic = outbound.publication().topic();
        Deque<OutboundMessage> turn = waiting.getOrDefault(topic, first);
        if (!turn.remove(outbound) && !first.remove(outbound)) {
            return false;
        }
        if (turn.isEmpty()) {
            waiting.remove(topic);
        }
        size--;
        return true;
    }

    /** Takes all out. */
    List<OutboundMessage> clear() {
        List<OutboundMessage> all = new ArrayList<>();
        for (OutboundMessage next = poll(); next != null; next = poll()) {
            all.add(next);
        }
        return all;
    }
}
