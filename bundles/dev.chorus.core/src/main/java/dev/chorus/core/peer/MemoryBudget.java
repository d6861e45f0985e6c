package dev.chorus.core.peer;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds the bytes that one component keeps of its peers. Every store of messages has a {@link Share} of its own, so that a flood of one
 * kind takes no room from another. Sizes are estimates of the heap ({@code RetainedSize}), rounded up. Safe for any thread.
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

    /** A quarter of the largest heap that the JVM may have, at least 16 MiB and at most 64 MiB. */
    public static MemoryBudget ofHeap() {
        return new MemoryBudget(
                Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP)));
    }

    /**
     * Gives a store its share.
     *
     * @param name of the store, one of our own code's
     * @param percent of the budget; all shares together have at most 100
     */
    public Share share(String name, int percent) {
        return shares.computeIfAbsent(name, any -> new Share(maxBytes * percent / 100, dropped));
    }

    /** Bytes kept by store as {@code memory.NAME}, the budget as {@code memory.max}, and what was dropped for it. */
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
         * Takes bytes if there is room for them; otherwise counts one message as dropped and returns false. A message alone always has
         * room: messages are bounded too.
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

        /** Takes bytes in any case, or gives them back if negative; the caller makes room where {@link #isOver()}. */
        public void add(long bytes) {
            used.addAndGet(bytes);
        }

        /** Whether more is used than there is. */
        public boolean isOver() {
            return used.get() > maxBytes;
        }

        /** Counts one message that was dropped to make room, and gives its bytes back. */
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
