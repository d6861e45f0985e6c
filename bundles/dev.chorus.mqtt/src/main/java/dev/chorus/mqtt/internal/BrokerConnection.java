package dev.chorus.mqtt.internal;

import java.util.Map;

/**
 * One connection to the broker, from opening to its end; it is opened only once. Methods are called on the link
 * thread, return at once unless stated otherwise, and report through {@link ConnectionEvents}.
 */
public interface BrokerConnection {

    /**
     * Starts connecting: {@link ConnectionEvents#opened} or {@link ConnectionEvents#ended} follows.
     *
     * @param fresh whether the broker discards the session of this client
     */
    void open(boolean fresh);

    /**
     * Subscribes: {@link ConnectionEvents#subscribed} follows.
     *
     * @param filters filter to QoS, at least one
     * @throws ConnectionException if the connection is no longer usable
     */
    void subscribe(Map<String, Integer> filters) throws ConnectionException;

    /**
     * Unsubscribes.
     *
     * @throws ConnectionException if the connection is no longer usable
     */
    void unsubscribe(String filter) throws ConnectionException;

    /**
     * Publishes a message: {@link ConnectionEvents#published} follows, or the end of the connection.
     *
     * @throws ConnectionException if the connection is no longer usable
     */
    void publish(OutboundMessage outbound) throws ConnectionException;

    /**
     * Starts disconnecting, so that the broker publishes no will; no event follows.
     *
     * @param keepSession whether the broker keeps the session as agreed when connecting; otherwise it ends the
     *     session
     */
    void finish(boolean keepSession);

    /**
     * Closes the connection at once without DISCONNECT, which is reported; does nothing the second time. Thread-safe.
     */
    void cut();
}
