package dev.chorus.tools.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes resources in reverse order: at the end of a try block, or when the JVM shuts down. Thread-safe. Each resource
 * is closed once, and a failing one does not prevent the others from being closed.
 */
final class ResourceStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceStack.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread atShutdown;
    private boolean closed;

    /** Creates a stack for the calling thread, which is interrupted when the JVM shuts down. */
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

    /** Adds a resource to close; closes it immediately if the stack is closed already. */
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
                LOG.warn("cannot close {}", next, e);
            }
        }
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            LOG.debug("the JVM is shutting down already");
        }
    }
}
