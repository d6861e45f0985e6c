package dev.chorus.mqtt.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/** What publications to a topic wait for on one connection, see {@link MqttLink#hold}. */
@ConsumerType
public interface PublishGate {

    /**
     * Whether with this delivery it is known that somebody is there to hear them. Asked for every delivery until it says yes, on one
     * thread of the link at a time; must neither block nor throw.
     */
    boolean endsWith(Delivery delivery);

    /** How long after connecting they wait at most. */
    Duration atMost();
}
