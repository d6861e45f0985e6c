package dev.chorus.tools.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was begun, the latest first: at the end of a try block, or when the JVM is told to end. Any thread may add and close;
 * each thing is closed once, and what fails to close keeps nothing else from being closed.
 */
final class ResourceStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceStack.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread atShutdown;
    private boolean closed;

    /** For the thread that calls: it is interrupted when the JVM is told to end. */
    ResourceStack() {
        Thread owner = Thread.currentThread();
        atShutdown = new Thread(
                () -> {
                    owner.interrupt();
                    closeAll();
                },
                "demo-cleanup");
        Runtime.getRuntime().addShutdownHook(atShutdown);
    }

    /** Takes over something to close; at once if it is too late already. */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        if (closed) {
            closeAll();
        }
        return resource;
    }

    private synchronized void closeAll() {
        closed = true;
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("{} does not close", next, e);
            }
        }
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            LOG.debug("the JVM is ending already");
        }
    }
}
