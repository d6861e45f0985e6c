package dev.chorus.mqtt.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives the events of a link's connection, on the dispatcher thread unless stated otherwise. May publish and
 * subscribe; must not block. Exceptions are counted as handler failures and logged.
 */
@ConsumerType
@FunctionalInterface
public interface LinkListener {

    /**
     * Called when a connection is established and all subscriptions are made: the place to publish a birth message.
     *
     * @param link the connected link
     */
    void connected(MqttLink link);

    /**
     * Called when an established connection is lost, unless the link was closed.
     *
     * @param problem the reason, as text for an operator
     */
    default void lost(String problem) {}

    /**
     * Called when a task of the link itself fails, or a handler in a way that may have left its owner's state half
     * changed, such as an {@link OutOfMemoryError}. The failure is counted and logged, and the link continues. Unlike
     * the other methods this one is called on the thread that failed; must not block.
     */
    default void failed(Throwable failure) {}
}
