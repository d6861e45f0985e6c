package dev.chorus.mqtt.internal;

/** Creates the connections of one link, one after the other. */
public interface ConnectionFactory {

    /** Creates a connection that is not open yet; called on the link thread. */
    BrokerConnection create(ConnectionEvents events);

    /**
     * Waits until the threads of all connections have ended, and at the deadline cuts the connections that have not.
     * Thread-safe. No connection is created after this call.
     *
     * @param deadlineNanos deadline on the clock of {@link System#nanoTime()}
     */
    void close(long deadlineNanos);
}
