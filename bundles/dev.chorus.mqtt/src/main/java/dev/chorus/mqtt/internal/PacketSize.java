package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import java.util.Map;

/** Computes the size of packets. */
public final class PacketSize {

    /** Upper bound of fixed header, lengths, packet id and expiry. */
    private static final int FIXED_BYTES = 64;

    private static final int LENGTH_BYTES = 2;
    private static final int ID_BYTES = 2;
    private static final int EXPIRY_BYTES = 5;
    /** Identifier and length of a property with a length. */
    private static final int PROPERTY_BYTES = 3;

    private static final int USER_PROPERTY_BYTES = 5;
    private static final int OPTIONS_BYTES = 1;

    private PacketSize() {}

    /** Returns an upper bound of the size of the PUBLISH packet in bytes. */
    static long of(String topic, byte[] payload, MessageProperties properties) {
        return FIXED_BYTES + MqttText.bytes(topic) + payload.length + bytes(properties);
    }

    /** Returns the size of the PUBLISH packet in bytes. */
    public static long exact(Publication publication) {
        long properties = bytes(publication.properties());
        return packet(LENGTH_BYTES
                + MqttText.bytes(publication.topic())
                + (publication.qos() > 0 ? ID_BYTES : 0)
                + bytesOfVariable(properties)
                + properties
                + publication.payload().length);
    }

    /** Returns the size of a SUBSCRIBE packet without properties in bytes. */
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
