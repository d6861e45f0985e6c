package dev.chorus.core.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters by name, as status shows them. Names come from our own code alone, never from the network, so their number is
 * bounded. Safe for any thread.
 */
public final class Counters {

    private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();

    /** Counts one. */
    public void count(String name) {
        add(name, 1);
    }

    /** Counts several. */
    public void add(String name, long amount) {
        byName.computeIfAbsent(name, unused -> new LongAdder()).add(amount);
    }

    /** How many there were; 0 for a name never counted. */
    public long get(String name) {
        LongAdder adder = byName.get(name);
        return adder == null ? 0 : adder.sum();
    }

    /** All of them at this moment, sorted by name. */
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        byName.forEach((name, adder) -> snapshot.put(name, adder.sum()));
        return snapshot;
    }
}
