package dev.chorus.tools.demo;

import java.io.IOException;

/** A gateway that runs. For one thread at a time. */
interface RunningGateway extends AutoCloseable {

    /**
     * Waits until its packages are installed and its service is configured.
     *
     * @throws IOException if it did not come up; says why
     */
    void awaitReady() throws IOException, InterruptedException;

    /** Ends it without warning. */
    void kill();

    /** Ends it in good order; quiet when it is gone already. */
    @Override
    void close();
}
