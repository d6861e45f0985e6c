package dev.chorus.mqtt.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parcels that wait, one topic's turn after the other's, so that a topic that much is published to holds up no other: whoever floods an
 * aggregator makes it answer on his own Response Topic, and the others have theirs. Of one topic they keep their order. For one
 * thread at a time.
 */
final class FairQueue {

    /** Those that go before all others. */
    private final Deque<Parcel> first = new ArrayDeque<>();

    /** Topics that something waits for, the next one first; no value is empty. */
    private final Map<String, Deque<Parcel>> waiting = new LinkedHashMap<>();

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Behind the others of its topic. */
    void addLast(Parcel parcel) {
        waiting.computeIfAbsent(parcel.publication().topic(), topic -> new ArrayDeque<>())
                .addLast(parcel);
        size++;
    }

    /** Ahead of all others, of whatever topic. */
    void addFirst(Parcel parcel) {
        first.addFirst(parcel);
        size++;
    }

    /** The next one, taken out; null if none waits. */
    Parcel poll() {
        if (size == 0) {
            return null;
        }
        size--;
        if (!first.isEmpty()) {
            return first.pollFirst();
        }
        String topic = waiting.keySet().iterator().next();
        Deque<Parcel> turn = waiting.remove(topic);
        Parcel next = turn.pollFirst();
        if (!turn.isEmpty()) {
            waiting.put(topic, turn);
        }
        return next;
    }

    /** The oldest of the topic that most wait for, taken out, or else the first of all; null if none waits. */
    Parcel pollOfTheLongest() {
        Parcel oldest = waiting.values().stream()
                .max(Comparator.comparingInt(Deque::size))
                .map(Deque::peekFirst)
                .orElseGet(first::peekFirst);
        if (oldest != null) {
            remove(oldest);
        }
        return oldest;
    }

    /** Takes one out; false if it does not wait. */
    boolean remove(Parcel parcel) {
        String topic = parcel.publication().topic();
        Deque<Parcel> turn = waiting.getOrDefault(topic, first);
        if (!turn.remove(parcel) && !first.remove(parcel)) {
            return false;
        }
        if (turn.isEmpty()) {
            waiting.remove(topic);
        }
        size--;
        return true;
    }

    /** Takes all out. */
    List<Parcel> clear() {
        List<Parcel> all = new ArrayList<>();
        for (Parcel next = poll(); next != null; next = poll()) {
            all.add(next);
        }
        return all;
    }
}
