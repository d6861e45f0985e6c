package dev.chorus.mqtt.internal;

/** Makes the connections of one link, one after the other. */
public interface ConnectionFactory {

    /** A connection that is not open yet; called on the link thread. */
    BrokerConnection create(ConnectionEvents events);

    /**
     * Waits until none of the connections has a thread left, and cuts at the deadline what is left; from any thread. No
     * connection is created after it.
     *
     * @param deadlineNanos until when, on the clock of {@link System#nanoTime()}
     */
    void close(long deadlineNanos);
}
