package dev.chorus.core.peer;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds the memory that one component uses for data of its peers. Every store of messages has its own {@link Share},
 * so that a flood of one kind takes no room from another. Sizes are estimates of the heap ({@code RetainedSize}),
 * rounded up. Safe for any thread.
 */
public final class MemoryBudget {

    private static final long LEAST_BYTES = 16L << 20;
    private static final long MOST_BYTES = 64L << 20;
    private static final int PART_OF_HEAP = 4;

    private final long maxBytes;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    /** @param maxBytes of all shares together, above 0 */
    public MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns a budget of a quarter of the JVM's maximum heap, at least 16 MiB and at most 64 MiB. */
    public static MemoryBudget ofHeap() {
        return new MemoryBudget(
                Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP)));
    }

    /**
     * Returns the share of a store.
     *
     * @param name of the store, a constant of the code
     * @param percent of the budget; all shares together have at most 100
     */
    public Share share(String name, int percent) {
        return shares.computeIfAbsent(name, any -> new Share(maxBytes * percent / 100, dropped));
    }

    /**
     * Bytes used by store as {@code memory.NAME}, the budget as {@code memory.max}, and the number of messages dropped.
     */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        shares.forEach((name, share) -> counters.put("memory." + name, share.used()));
        counters.put("memory.max", maxBytes);
        counters.put("memory.dropped", dropped.sum());
        return counters;
    }

    /** The part of a budget that one store may use. Safe for any thread. */
    public static final class Share {

        private final long maxBytes;
        private final LongAdder dropped;
        private final AtomicLong used = new AtomicLong();

        private Share(long maxBytes, LongAdder dropped) {
            this.maxBytes = maxBytes;
            this.dropped = dropped;
        }

        /**
         * Reserves bytes if they fit; otherwise counts one message as dropped and returns false. A single message
         * always fits: messages are bounded too.
         */
        public boolean tryAdd(long bytes) {
            long now = used.addAndGet(bytes);
            if (now <= maxBytes || now == bytes) {
                return true;
            }
            used.addAndGet(-bytes);
            dropped.increment();
            return false;
        }

        /** Reserves bytes in any case, or releases them if negative; the caller makes room if {@link #isOver()}. */
        public void add(long bytes) {
            used.addAndGet(bytes);
        }

        /** Whether more is used than the share allows. */
        public boolean isOver() {
            return used.get() > maxBytes;
        }

        /** Counts one message that was dropped to make room, and releases its bytes. */
        public void drop(long bytes) {
            used.addAndGet(-bytes);
            dropped.increment();
        }

        /** Bytes in use. */
        public long used() {
            return used.get();
        }

        /** The size of the share in bytes. */
        public long max() {
            return maxBytes;
        }
    }
}
