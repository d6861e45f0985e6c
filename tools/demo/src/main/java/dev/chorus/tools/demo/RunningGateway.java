package dev.chorus.tools.demo;

import java.io.IOException;

/** Running gateway. Not thread-safe. */
interface RunningGateway extends AutoCloseable {

    /**
     * Waits until its packages are installed and its service is configured.
     *
     * @throws IOException if it does not start, with the reason
     */
    void awaitReady() throws IOException, InterruptedException;

    /** Kills it. */
    void kill();

    /** Stops it in order; no effect if it has ended. */
    @Override
    void close();
}
