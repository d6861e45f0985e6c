package dev.chorus.mqtt.internal;

import java.util.Map;

/**
 * One connection to the broker, from opening to its end; it is never opened twice. Its methods are called on the link thread,
 * return at once unless they say otherwise, and report through {@link ConnectionEvents}.
 */
public interface BrokerConnection {

    /**
     * Begins to connect: {@link ConnectionEvents#opened} or {@link ConnectionEvents#ended} follows.
     *
     * @param fresh whether the broker is to forget what it kept for this client
     */
    void open(boolean fresh);

    /**
     * Makes subscriptions: {@link ConnectionEvents#subscribed} follows.
     *
     * @param filters filter to QoS, at least one
     * @throws ConnectionException if the connection cannot be used any more
     */
    void subscribe(Map<String, Integer> filters) throws ConnectionException;

    /**
     * Takes a subscription back.
     *
     * @throws ConnectionException if the connection cannot be used any more
     */
    void unsubscribe(String filter) throws ConnectionException;

    /**
     * Sends a publication: {@link ConnectionEvents#published} follows, or the end of the connection.
     *
     * @throws ConnectionException if the connection cannot be used any more
     */
    void publish(OutboundMessage outbound) throws ConnectionException;

    /**
     * Begins to disconnect, so that the broker publishes no will, and to end; nothing is reported any more.
     *
     * @param keepSession whether the broker is to keep the session as agreed when connecting; otherwise it ends the session
     */
    void finish(boolean keepSession);

    /** Ends at once and without a word, which is reported; does nothing the second time. From any thread. */
    void cut();
}
