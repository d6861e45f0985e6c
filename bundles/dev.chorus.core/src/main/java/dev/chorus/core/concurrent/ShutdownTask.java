package dev.chorus.core.concurrent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task when JVM shutdown begins, on its own thread and concurrently with other such tasks. For components whose
 * container does not deactivate them on SIGTERM, such as Kura's launcher ({@code osgi.noShutdown=true}).
 *
 * <p>The JVM waits for the task, so it must end within a bounded time. A {@link Throwable} of the task is logged. Safe
 * for any thread.
 */
public final class ShutdownTask implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownTask.class);

    private final Thread hook;

    private ShutdownTask(Thread hook) {
        this.hook = hook;
    }

    /**
     * Registers a task; not run if the JVM is already shutting down.
     *
     * @param name of the task's thread
     * @param task may run while {@link #close} is called, so it must tolerate concurrent actions of the caller
     */
    public static ShutdownTask register(String name, Runnable task) {
        Thread hook = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Throwable failure) {
                        LOG.error("{} failed", name, failure);
                    }
                },
                name);
        // Otherwise the class loader would be that of the caller, whose bundle could then not be collected.
        hook.setContextClassLoader(ShutdownTask.class.getClassLoader());
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("{} is not registered: the JVM is shutting down", name);
        }
        return new ShutdownTask(hook);
    }

    /** Unregisters the task; without effect once the JVM shuts down. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("{} stays registered: the JVM is shutting down", hook.getName());
        }
    }
}
