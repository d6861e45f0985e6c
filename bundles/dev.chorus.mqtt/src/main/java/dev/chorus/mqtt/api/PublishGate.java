package dev.chorus.mqtt.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/** Delays publications to a topic on one connection until a subscriber is known, see {@link MqttLink#hold}. */
@ConsumerType
public interface PublishGate {

    /**
     * Whether this delivery shows that the topic has a subscriber. Called for every delivery until it returns true,
     * on one thread of the link at a time; must neither block nor throw.
     */
    boolean endsWith(Delivery delivery);

    /** Returns the maximum delay after connecting. */
    Duration atMost();
}
