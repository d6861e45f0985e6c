package dev.chorus.core.concurrent;

/** Detects JVM shutdown, during which files, bundles and native code disappear one by one. */
public final class JvmShutdown {

    private JvmShutdown() {}

    /**
     * Returns whether the JVM is shutting down. On any thread; takes a JVM-wide lock, so use it on rare paths only.
     *
     * <p>{@link Runtime#addShutdownHook} is the only documented way to find out: it fails as soon as the hooks run.
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
