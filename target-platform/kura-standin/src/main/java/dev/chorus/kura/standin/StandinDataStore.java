package dev.chorus.kura.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.kura.KuraStoreCapacityReachedException;

/**
 * The message store of a cloud connection as Kura 5.6 runs it: a message stays in the store after it was published, until a
 * housekeeper that runs from time to time removes those published long enough ago. A full store refuses. Time is passed in, in
 * seconds from any origin. Thread-safe.
 */
public final class StandinDataStore {

    /** As Kura's shipped configuration has it. */
    public static final int SHIPPED_CAPACITY = 1000;

    /** How often the housekeeper runs, in seconds. */
    public static final int HOUSEKEEPER_INTERVAL_S = 900;

    /** How long ago a message has to be published before the housekeeper removes it, in seconds. */
    public static final int PURGE_AGE_S = 60;

    private final int capacity;
    private final Deque<Long> storedSeconds = new ArrayDeque<>();
    private long lastHousekeepingSeconds;
    private boolean connected = true;
    private int most;

    /** An empty store of a connection that is up, whose housekeeper ran at 0. */
    public StandinDataStore(int capacity) {
        this.capacity = capacity;
    }

    /** Connects or disconnects: while there is no connection nothing is published, so nothing is removed. */
    public synchronized void connected(boolean now) {
        connected = now;
    }

    /**
     * Stores a message.
     *
     * @param nowSeconds no earlier than that of the call before
     * @throws KuraStoreCapacityReachedException if the store is full
     */
    public synchronized void store(long nowSeconds) throws KuraStoreCapacityReachedException {
        housekeep(nowSeconds);
        if (storedSeconds.size() >= capacity) {
            throw new KuraStoreCapacityReachedException("Store capacity exceeded");
        }
        storedSeconds.add(nowSeconds);
        most = Math.max(most, storedSeconds.size());
    }

    private void housekeep(long nowSeconds) {
        while (nowSeconds - lastHousekeepingSeconds >= HOUSEKEEPER_INTERVAL_S) {
            lastHousekeepingSeconds += HOUSEKEEPER_INTERVAL_S;
            long oldest = lastHousekeepingSeconds - PURGE_AGE_S;
            while (connected && !storedSeconds.isEmpty() && storedSeconds.peek() <= oldest) {
                storedSeconds.remove();
            }
        }
    }

    /** The most messages that were in the store at once. */
    public synchronized int most() {
        return most;
    }
}
