package dev.chorus.mqtt.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives the events of a link's connection, unless stated otherwise on the dispatcher thread. May publish and subscribe; must not
 * block. What it throws is counted as a handler failure and logged.
 */
@ConsumerType
@FunctionalInterface
public interface LinkListener {

    /**
     * A connection stands and all subscriptions are made again: the place to publish a birth.
     *
     * @param link the one that is connected
     */
    void connected(MqttLink link);

    /**
     * The connection that stood is gone, and not because the link was closed.
     *
     * @param problem why, for people
     */
    default void lost(String problem) {}

    /**
     * A task of the link itself has failed, or a handler in a way that may have left its owner's state half changed, such as an
     * {@link OutOfMemoryError}. It is counted and logged, and the link continues. Unlike the other methods called on the thread that
     * failed; must not block.
     */
    default void failed(Throwable failure) {}
}
