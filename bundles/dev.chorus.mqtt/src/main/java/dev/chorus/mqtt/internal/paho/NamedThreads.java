package dev.chorus.mqtt.internal.paho;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Starts daemon threads of one name and knows which of them live. Safe for use by several threads. */
final class NamedThreads {

    private final String name;
    private final Set<Thread> living = ConcurrentHashMap.newKeySet();

    /** @param name of every thread */
    NamedThreads(String name) {
        this.name = name;
    }

    /** Starts a thread; its class loader is that of this bundle, whichever thread calls. */
    void start(Runnable work) {
        Thread thread = new Thread(() -> live(work), name);
        thread.setDaemon(true);
        thread.setContextClassLoader(NamedThreads.class.getClassLoader());
        // Not only once it runs: a wait for the end must not miss a thread that is about to begin.
        living.add(thread);
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                living.remove(thread);
            }
        }
    }

    private void live(Runnable work) {
        try {
            work.run();
        } finally {
            living.remove(Thread.currentThread());
        }
    }

    /**
     * Waits until none of these threads lives, or the caller is interrupted.
     *
     * @param deadlineNanos until when, on the clock of {@link System#nanoTime()}
     * @return whether none lives
     */
    boolean awaitEnd(long deadlineNanos) {
        try {
            for (Iterator<Thread> next = living.iterator(); next.hasNext(); next = living.iterator()) {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedJoin(next.next(), left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return living.isEmpty();
    }
}
