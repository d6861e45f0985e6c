package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import java.util.Map;

/** How much of a network and a memory a message takes. */
public final class PacketSize {

    /** Fixed header, lengths, packet id, expiry: more than there can be of them. */
    private static final int FIXED_BYTES = 64;

    private static final int LENGTH_BYTES = 2;
    private static final int ID_BYTES = 2;
    private static final int EXPIRY_BYTES = 5;
    /** Identifier and length of a property that has one. */
    private static final int PROPERTY_BYTES = 3;

    private static final int USER_PROPERTY_BYTES = 5;
    private static final int OPTIONS_BYTES = 1;

    private PacketSize() {}

    /** At least as many bytes as the PUBLISH packet has. */
    static long of(String topic, byte[] payload, MessageProperties properties) {
        return FIXED_BYTES + MqttText.bytes(topic) + payload.length + bytes(properties);
    }

    /** As many bytes as the PUBLISH packet has. */
    public static long exact(Publication publication) {
        long properties = bytes(publication.properties());
        return packet(LENGTH_BYTES
                + MqttText.bytes(publication.topic())
                + (publication.qos() > 0 ? ID_BYTES : 0)
                + bytesOfVariable(properties)
                + properties
                + publication.payload().length);
    }

    /** As many bytes as a SUBSCRIBE packet without properties has. */
    public static long ofSubscribe(Map<String, Integer> filters) {
        long bytes = ID_BYTES + 1;
        for (String filter : filters.keySet()) {
            bytes += LENGTH_BYTES + MqttText.bytes(filter) + OPTIONS_BYTES;
        }
        return packet(bytes);
    }

    private static long packet(long remaining) {
        return 1 + bytesOfVariable(remaining) + remaining;
    }

    private static long bytes(MessageProperties properties) {
        long bytes = properties.expiry().isPresent() ? EXPIRY_BYTES : 0;
        bytes += properties
                .contentType()
                .map(text -> PROPERTY_BYTES + MqttText.bytes(text))
                .orElse(0);
        bytes += properties
                .responseTopic()
                .map(text -> PROPERTY_BYTES + MqttText.bytes(text))
                .orElse(0);
        bytes += properties
                .correlationData()
                .map(data -> PROPERTY_BYTES + data.length)
                .orElse(0);
        for (Map.Entry<String, String> property : properties.userProperties().entrySet()) {
            bytes += USER_PROPERTY_BYTES + MqttText.bytes(property.getKey()) + MqttText.bytes(property.getValue());
        }
        return bytes;
    }

    private static int bytesOfVariable(long value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
    }
}
