package dev.chorus.mqtt.internal;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Makes daemon threads of one name and knows which of them live. Safe for use by several threads. */
public final class NamedThreads implements ThreadFactory {

    private final String name;
    private final Set<Thread> living = ConcurrentHashMap.newKeySet();

    /**
     * @param name of every thread
     */
    public NamedThreads(String name) {
        this.name = name;
    }

    /** A thread that the caller starts at once; its class loader is that of this bundle, whoever calls. */
    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(() -> live(work), name);
        thread.setDaemon(true);
        thread.setContextClassLoader(NamedThreads.class.getClassLoader());
        // Not only once it runs: whoever waits for the end must not miss one that is about to begin.
        living.add(thread);
        return thread;
    }

    private void live(Runnable work) {
        try {
            work.run();
        } finally {
            living.remove(Thread.currentThread());
        }
    }

    /** Whether the caller runs on one of these threads. */
    public boolean current() {
        return living.contains(Thread.currentThread());
    }

    /**
     * Waits until none of these threads lives, or the caller is interrupted.
     *
     * @param deadlineNanos until when, on the clock of {@link System#nanoTime()}
     * @return whether none lives
     */
    public boolean awaitEnd(long deadlineNanos) {
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
