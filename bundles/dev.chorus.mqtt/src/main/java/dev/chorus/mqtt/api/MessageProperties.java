package dev.chorus.mqtt.api;

import dev.chorus.mqtt.internal.MqttText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * MQTT 5 properties of a message (MQTT 5, section 3.3.2.3). A broker may drop all of them.
 *
 * @param contentType content type of the payload, a MIME type by convention
 * @param responseTopic topic for the response; a topic name, not a filter
 * @param correlationData 1 to 65,535 bytes that the response repeats; not copied
 * @param expiry how long the message is of use, not negative. Sent in whole seconds, rounded up; in a delivery the
 *     rest when the broker forwarded it
 * @param userProperties name to value in the order of the message; of a name that occurs twice the first value is
 *     kept
 */
public record MessageProperties(
        Optional<String> contentType,
        Optional<String> responseTopic,
        Optional<byte[]> correlationData,
        Optional<Duration> expiry,
        Map<String, String> userProperties) {

    /** No properties. */
    public static final MessageProperties EMPTY =
            new MessageProperties(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    /**
     * User property of a publication that may have been published before: a link sets it on what it sends again after
     * a lost connection. The DUP flag of MQTT does not pass the broker.
     */
    private static final String RESENT = "resent";

    private static final String TRUE = "true";

    /** Longest expiry that MQTT can carry. */
    public static final Duration MAX_EXPIRY = Duration.ofSeconds(0xFFFF_FFFFL);

    /**
     * Checks the properties.
     *
     * @throws IllegalArgumentException if a property cannot be sent; the message names it, what is required and the
     *     given value
     */
    public MessageProperties {
        contentType.ifPresent(text -> checkText("contentType", text));
        responseTopic.ifPresent(topic -> TopicNames.check("responseTopic", topic));
        correlationData.ifPresent(MessageProperties::checkCorrelationData);
        expiry.ifPresent(MessageProperties::checkExpiry);
        userProperties.forEach((name, value) -> {
            checkText("name of a user property", name);
            checkText("value of a user property", value);
        });
        userProperties = Collections.unmodifiableMap(new LinkedHashMap<>(userProperties));
    }

    /** Returns a copy with another content type. */
    public MessageProperties withContentType(String type) {
        return new MessageProperties(Optional.of(type), responseTopic, correlationData, expiry, userProperties);
    }

    /** Returns a copy with another response topic. */
    public MessageProperties withResponseTopic(String topic) {
        return new MessageProperties(contentType, Optional.of(topic), correlationData, expiry, userProperties);
    }

    /** Returns a copy with other correlation data, 1 to 65,535 bytes, not copied. */
    public MessageProperties withCorrelationData(byte[] data) {
        return new MessageProperties(contentType, responseTopic, Optional.of(data), expiry, userProperties);
    }

    /** Returns a copy with another expiry, not negative. */
    public MessageProperties withExpiry(Duration time) {
        return new MessageProperties(contentType, responseTopic, correlationData, Optional.of(time), userProperties);
    }

    /** Returns a copy with other user properties. */
    public MessageProperties withUserProperties(Map<String, String> properties) {
        return new MessageProperties(contentType, responseTopic, correlationData, expiry, properties);
    }

    /** Returns a copy with one more user property, or with another value for an existing one. */
    public MessageProperties withUserProperty(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(userProperties);
        more.put(name, value);
        return withUserProperties(more);
    }

    /** Returns a copy marked as possibly published before. */
    public MessageProperties asResent() {
        return withUserProperty(RESENT, TRUE);
    }

    /** Whether the publisher may have published this message before. */
    public boolean isResent() {
        return TRUE.equals(userProperties.get(RESENT));
    }

    private static void checkText(String field, String text) {
        if (!MqttText.sendable(text)) {
            throw new IllegalArgumentException(field + " must be at most " + MqttText.MAX_BYTES
                    + " bytes of UTF-8 without control characters, was \"" + MqttText.cleaned(text) + "\"");
        }
    }

    private static void checkCorrelationData(byte[] data) {
        if (data.length < 1 || data.length > MqttText.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "correlationData must have 1 to " + MqttText.MAX_BYTES + " bytes, has " + data.length);
        }
    }

    private static void checkExpiry(Duration time) {
        if (time.isNegative() || time.compareTo(MAX_EXPIRY) > 0) {
            throw new IllegalArgumentException("expiry must be 0 to " + MAX_EXPIRY + ", was " + time);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageProperties that
                && contentType.equals(that.contentType)
                && responseTopic.equals(that.responseTopic)
                && Arrays.equals(correlationData.orElse(null), that.correlationData.orElse(null))
                && expiry.equals(that.expiry)
                && userProperties.equals(that.userProperties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                contentType, responseTopic, Arrays.hashCode(correlationData.orElse(null)), expiry, userProperties);
    }
}
