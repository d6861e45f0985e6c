package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** Converts messages to and from Paho's types. */
final class PahoMessages {

    private PahoMessages() {}

    static MqttMessage outgoing(Publication publication) {
        return new MqttMessage(
                publication.payload(), publication.qos(), publication.retained(), properties(publication.properties()));
    }

    static MqttProperties properties(MessageProperties ours) {
        MqttProperties properties = new MqttProperties();
        ours.contentType().ifPresent(properties::setContentType);
        ours.responseTopic().ifPresent(properties::setResponseTopic);
        ours.correlationData().ifPresent(properties::setCorrelationData);
        ours.expiry().ifPresent(expiry -> properties.setMessageExpiryInterval(wholeSeconds(expiry)));
        List<UserProperty> user = new ArrayList<>();
        ours.userProperties().forEach((name, value) -> user.add(new UserProperty(name, value)));
        properties.setUserProperties(user);
        return properties;
    }

    private static long wholeSeconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }

    /** @param payload the payload, which may differ from the one in Paho's message */
    static Delivery incoming(String topic, MqttMessage message, byte[] payload, long receivedNanos) {
        return new Delivery(
                topic,
                payload,
                message.getQos(),
                message.isRetained(),
                message.isDuplicate(),
                properties(message.getProperties()),
                receivedNanos);
    }

    /** Converts received properties; one that the link itself would reject counts as absent. */
    private static MessageProperties properties(MqttProperties theirs) {
        Map<String, String> user = new LinkedHashMap<>();
        theirs.getUserProperties().forEach(property -> user.putIfAbsent(property.getKey(), property.getValue()));
        MessageProperties ours = MessageProperties.EMPTY;
        ours = add(ours, user, MessageProperties::withUserProperties);
        ours = add(ours, theirs.getContentType(), MessageProperties::withContentType);
        ours = add(ours, theirs.getResponseTopic(), MessageProperties::withResponseTopic);
        ours = add(ours, theirs.getCorrelationData(), MessageProperties::withCorrelationData);
        return add(
                ours,
                theirs.getMessageExpiryInterval(),
                (properties, seconds) -> properties.withExpiry(Duration.ofSeconds(seconds)));
    }

    private static <T> MessageProperties add(
            MessageProperties properties, T value, BiFunction<MessageProperties, T, MessageProperties> with) {
        try {
            return value == null ? properties : with.apply(properties, value);
        } catch (IllegalArgumentException e) {
            return properties;
        }
    }
}
