package dev.chorus.mqtt.api;

import java.util.Arrays;
import java.util.Objects;

/**
 * A message to publish. Its {@link MessageProperties#expiry() expiry} counts from the call of {@link
 * MqttLink#publish}: after it the link no longer sends the message.
 *
 * @param topic a topic name without wildcards
 * @param payload any bytes, may be empty; not copied
 * @param qos 0: at most once; 1: at least once. Chorus has no use for exactly once
 * @param retained whether the broker keeps the message for later subscribers
 * @param properties MQTT 5 properties
 */
public record Publication(String topic, byte[] payload, int qos, boolean retained, MessageProperties properties) {

    /**
     * Checks topic and QoS.
     *
     * @throws IllegalArgumentException if the topic is not a valid topic name, or QoS is neither 0 nor 1
     */
    public Publication {
        TopicNames.check("topic", topic);
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(properties, "properties");
        if (qos < 0 || qos > 1) {
            throw new IllegalArgumentException("qos of " + topic + " must be 0 or 1, was " + qos);
        }
    }

    /** Creates a publication with QoS 0, not retained, without properties. */
    public static Publication atMostOnce(String topic, byte[] payload) {
        return new Publication(topic, payload, 0, false, MessageProperties.EMPTY);
    }

    /** Creates a publication with QoS 1, not retained, without properties. */
    public static Publication atLeastOnce(String topic, byte[] payload) {
        return new Publication(topic, payload, 1, false, MessageProperties.EMPTY);
    }

    /** Creates a publication with QoS 1, retained, without properties. */
    public static Publication retained(String topic, byte[] payload) {
        return new Publication(topic, payload, 1, true, MessageProperties.EMPTY);
    }

    /** Creates the publication that removes the retained message of a topic (MQTT 5, section 3.3.1.3). QoS 1. */
    public static Publication removal(String topic) {
        return retained(topic, new byte[0]);
    }

    /** Returns a copy with other properties. */
    public Publication with(MessageProperties others) {
        return new Publication(topic, payload, qos, retained, others);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Publication that
                && topic.equals(that.topic)
                && Arrays.equals(payload, that.payload)
                && qos == that.qos
                && retained == that.retained
                && properties.equals(that.properties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, Arrays.hashCode(payload), qos, retained, properties);
    }

    @Override
    public String toString() {
        return "Publication[" + topic + ", " + payload.length + " bytes, QoS " + qos + (retained ? ", retained]" : "]");
    }
}
