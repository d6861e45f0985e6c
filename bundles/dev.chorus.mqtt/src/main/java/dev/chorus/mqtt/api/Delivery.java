package dev.chorus.mqtt.api;

import java.util.Arrays;
import java.util.Objects;

/**
 * A message that came in.
 *
 * @param topic where it was published
 * @param payload any bytes, or none; handed over, the link keeps no reference
 * @param qos 0 or 1: the smaller of what it was published with and what was subscribed
 * @param retained whether it is what the broker had kept when the subscription was made
 * @param duplicate whether the broker says that it may have sent it before
 * @param properties what it carried besides; {@link MessageProperties#EMPTY} from a broker that drops properties
 * @param receivedNanos {@link System#nanoTime()} when it arrived, before it waited for its handler
 */
public record Delivery(
        String topic,
        byte[] payload,
        int qos,
        boolean retained,
        boolean duplicate,
        MessageProperties properties,
        long receivedNanos) {

    /** Takes over what came from the broker, or stands for it in a test. */
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
