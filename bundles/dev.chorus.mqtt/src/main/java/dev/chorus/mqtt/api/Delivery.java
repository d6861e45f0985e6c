package dev.chorus.mqtt.api;

import java.util.Arrays;
import java.util.Objects;

/**
 * A received message.
 *
 * @param topic the topic it was published to
 * @param payload any bytes, may be empty; owned by the receiver, the link keeps no reference
 * @param qos 0 or 1: the lower of the QoS of the publication and of the subscription
 * @param retained whether the broker sent its retained message because of a new subscription
 * @param duplicate whether the broker may have sent the message before (MQTT DUP flag)
 * @param properties MQTT 5 properties; {@link MessageProperties#EMPTY} from a broker that drops properties
 * @param receivedNanos {@link System#nanoTime()} on arrival, before the message waited for its handler
 */
public record Delivery(
        String topic,
        byte[] payload,
        int qos,
        boolean retained,
        boolean duplicate,
        MessageProperties properties,
        long receivedNanos) {

    /** Creates a delivery from what the broker sent, or for a test. */
    public Delivery {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(properties, "properties");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Delivery that
                && topic.equals(that.topic)
                && Arrays.equals(payload, that.payload)
                && qos == that.qos
                && retained == that.retained
                && duplicate == that.duplicate
                && properties.equals(that.properties)
                && receivedNanos == that.receivedNanos;
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, Arrays.hashCode(payload), qos, retained, duplicate, properties, receivedNanos);
    }

    @Override
    public String toString() {
        return "Delivery[" + topic + ", " + payload.length + " bytes, QoS " + qos + (retained ? ", retained]" : "]");
    }
}
