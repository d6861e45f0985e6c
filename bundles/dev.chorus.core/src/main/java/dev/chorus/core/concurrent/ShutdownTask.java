package dev.chorus.core.concurrent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that runs when the JVM begins to shut down, beside other such tasks and on a thread of its own. For components whose
 * container does not deactivate them on SIGTERM, as Kura's launcher has it ({@code osgi.noShutdown=true}).
 *
 * <p>The JVM waits for the task, so it must end within a bounded time. A {@link Throwable} of the task is logged. Safe for any thread.
 */
public final class ShutdownTask implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownTask.class);

    private final Thread hook;

    private ShutdownTask(Thread hook) {
        this.hook = hook;
    }

    /**
     * Registers a task; while the JVM shuts down already, it is not run.
     *
     * @param name of the task's thread
     * @param task may run while {@link #close} is called, so it must tolerate what the caller does at the same time
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
        // Otherwise it would be that of the caller, whose bundle could then not be collected.
        hook.setContextClassLoader(ShutdownTask.class.getClassLoader());
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("{} is not registered: the JVM shuts down", name);
        }
        return new ShutdownTask(hook);
    }

    /** Takes the task back; without effect once the JVM shuts down. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("{} stays registered: the JVM shuts down", hook.getName());
        }
    }
}
