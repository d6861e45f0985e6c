package dev.chorus.core.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts events by name, for the status. Names are constants of the code, never taken from the network, so their number
 * is bounded. Safe for any thread.
 */
public final class Counters {

    private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();

    /** Adds one to a counter. */
    public void count(String name) {
        add(name, 1);
    }

    /** Adds an amount to a counter. */
    public void add(String name, long amount) {
        byName.computeIfAbsent(name, unused -> new LongAdder()).add(amount);
    }

    /** Returns a counter; 0 for a name never counted. */
    public long get(String name) {
        LongAdder adder = byName.get(name);
        return adder == null ? 0 : adder.sum();
    }

    /** A copy of all counters, sorted by name. */
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        byName.forEach((name, adder) -> snapshot.put(name, adder.sum()));
        return snapshot;
    }
}
