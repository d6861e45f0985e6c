package dev.chorus.tools.broker;

import java.util.OptionalLong;

/** A broker on the loopback interface that can be ended and started again. */
public interface Broker extends AutoCloseable {

    /** Where it listens, or listened last. */
    int port();

    /** Where it listens, {@code mqtt://127.0.0.1:port}. */
    default String url() {
        return "mqtt://127.0.0.1:" + port();
    }

    /** Where it listens with TLS; 0 if it was not built to. */
    int tlsPort();

    /** Where it listens with TLS, {@code mqtts://127.0.0.1:port}; only if it was built to. */
    default String tlsUrl() {
        return "mqtts://127.0.0.1:" + tlsPort();
    }

    /** Its process at the operating system; empty if it has none of its own, or is stopped. */
    default OptionalLong processId() {
        return OptionalLong.empty();
    }

    /** Ends it, with every connection; does nothing while it is stopped. */
    void stop();

    /**
     * Starts it again on the port it had; does nothing while it runs.
     *
     * @throws IllegalStateException if it does not start
     */
    void restart();

    @Override
    void close();
}
