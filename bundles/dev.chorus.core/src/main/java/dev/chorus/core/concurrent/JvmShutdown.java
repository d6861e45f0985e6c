package dev.chorus.core.concurrent;

/** Detects the shutdown of the JVM, during which files, bundles and native code disappear one after the other. */
public final class JvmShutdown {

    private JvmShutdown() {}

    /**
     * Whether the JVM is shutting down. On any thread; takes a lock of the JVM, so for the rare path only.
     *
     * <p>{@link Runtime#addShutdownHook} is the only documented way to find out: it fails from the moment on that hooks run.
     */
    public static boolean isInProgress() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
