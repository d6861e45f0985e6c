package dev.chorus.mqtt.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told by a link of its connection; always on the dispatcher thread. May publish and subscribe; must not block. What it
 * throws is counted as a handler failure and logged.
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
}
