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
 * What MQTT 5 lets a message carry besides topic and payload (MQTT 5, section 3.3.2.3). A broker may drop all of it.
 *
 * @param contentType of the payload, a MIME type by custom
 * @param responseTopic where an answer is expected; a topic name, no filter
 * @param correlationData 1 to 65,535 bytes that an answer brings back; handed over, not copied
 * @param expiry how long the message is of use, not negative. Sent in whole seconds, rounded up; in a delivery what was left
 *     of it when the broker passed it on
 * @param userProperties name to value in the order of the message; of a name that stands twice the first is kept
 */
public record MessageProperties(
        Optional<String> contentType,
        Optional<String> responseTopic,
        Optional<byte[]> correlationData,
        Optional<Duration> expiry,
        Map<String, String> userProperties) {

    /** No properties at all. */
    public static final MessageProperties EMPTY =
            new MessageProperties(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    /**
     * The user property of a publication that may have been published before: a link sets it on what it sends again after a lost
     * connection. MQTT's own DUP flag ends at the broker.
     */
    private static final String RESENT = "resent";

    private static final String TRUE = "true";

    /** The longest expiry that MQTT can carry. */
    public static final Duration MAX_EXPIRY = Duration.ofSeconds(0xFFFF_FFFFL);

    /**
     * @throws IllegalArgumentException if a property cannot be sent; the message names it, its value and what is allowed
     */
    public MessageProperties {
        contentType.ifPresent(text -> checkText("contentType", text));
        responseTopic.ifPresent(topic -> TopicNames.check("responseTopic", topic));
        correlationData.ifPresent(MessageProperties::checkCorrelationData);
        expiry.ifPresent(MessageProperties::checkExpiry);
        userProperties.forEach((name, value) -> {
            checkText("the name of a user property", name);
            checkText("a user property", value);
        });
        userProperties = Collections.unmodifiableMap(new LinkedHashMap<>(userProperties));
    }

    /** These, with another content type. */
    public MessageProperties withContentType(String type) {
        return new MessageProperties(Optional.of(type), responseTopic, correlationData, expiry, userProperties);
    }

    /** These, with another response topic. */
    public MessageProperties withResponseTopic(String topic) {
        return new MessageProperties(contentType, Optional.of(topic), correlationData, expiry, userProperties);
    }

    /** These, with other correlation data, 1 to 65,535 bytes, handed over. */
    public MessageProperties withCorrelationData(byte[] data) {
        return new MessageProperties(contentType, responseTopic, Optional.of(data), expiry, userProperties);
    }

    /** These, with another expiry, not negative. */
    public MessageProperties withExpiry(Duration time) {
        return new MessageProperties(contentType, responseTopic, correlationData, Optional.of(time), userProperties);
    }

    /** These, with other user properties. */
    public MessageProperties withUserProperties(Map<String, String> properties) {
        return new MessageProperties(contentType, responseTopic, correlationData, expiry, properties);
    }

    /** These, with one user property more, or another value for one. */
    public MessageProperties withUserProperty(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(userProperties);
        more.put(name, value);
        return withUserProperties(more);
    }

    /** These, saying that the publication may have been published before. */
    public MessageProperties asResent() {
        return withUserProperty(RESENT, TRUE);
    }

    /** Whether the publisher says that it may have published this before. */
    public boolean isResent() {
        return TRUE.equals(userProperties.get(RESENT));
    }

    private static void checkText(String what, String text) {
        if (!MqttText.sendable(text)) {
            throw new IllegalArgumentException(what + " is \"" + MqttText.cleaned(text) + "\", allowed are "
                    + MqttText.MAX_BYTES + " bytes of UTF-8 without control characters");
        }
    }

    private static void checkCorrelationData(byte[] data) {
        if (data.length < 1 || data.length > MqttText.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "correlationData has " + data.length + " bytes, allowed are 1 to " + MqttText.MAX_BYTES);
        }
    }

    private static void checkExpiry(Duration time) {
        if (time.isNegative() || time.compareTo(MAX_EXPIRY) > 0) {
            throw new IllegalArgumentException("expiry is " + time + ", allowed is 0 to " + MAX_EXPIRY);
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
