package dev.chorus.mqtt.internal.paho;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Starts daemon threads with one name and tracks which of them are alive. Thread-safe. */
final class NamedThreads {

    private final String name;
    private final Set<Thread> alive = ConcurrentHashMap.newKeySet();

    /** @param name name of every thread */
    NamedThreads(String name) {
        this.name = name;
    }

    /** Starts a thread; its class loader is that of this bundle, whichever thread calls. */
    void start(Runnable work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        thread.setContextClassLoader(NamedThreads.class.getClassLoader());
        // Before it runs: a wait for the end must not miss a thread that is about to start.
        alive.add(thread);
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                alive.remove(thread);
            }
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } finally {
            alive.remove(Thread.currentThread());
        }
    }

    /**
     * Waits until all of these threads have ended, or the caller is interrupted.
     *
     * @param deadlineNanos deadline on the clock of {@link System#nanoTime()}
     * @return whether all have ended
     */
    boolean awaitEnd(long deadlineNanos) {
        try {
            for (Iterator<Thread> next = alive.iterator(); next.hasNext(); next = alive.iterator()) {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedJoin(next.next(), left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return alive.isEmpty();
    }
}
