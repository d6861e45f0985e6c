package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.MessageProperties;
import java.util.Map;

/** How much of a network and a memory a message takes. */
final class PacketSize {

    /** Fixed header, lengths, packet id, expiry: more than there can be of them. */
    private static final int FIXED_BYTES = 64;

    private static final int BYTES_A_USER_PROPERTY = 5;

    private PacketSize() {}

    /** At least as many bytes as the PUBLISH packet has. */
    static long of(String topic, byte[] payload, MessageProperties properties) {
        long bytes = FIXED_BYTES + MqttText.bytes(topic) + payload.length;
        bytes += properties.contentType().map(MqttText::bytes).orElse(0);
        bytes += properties.responseTopic().map(MqttText::bytes).orElse(0);
        bytes += properties.correlationData().map(data -> data.length).orElse(0);
        for (Map.Entry<String, String> property : properties.userProperties().entrySet()) {
            bytes += BYTES_A_USER_PROPERTY + MqttText.bytes(property.getKey()) + MqttText.bytes(property.getValue());
        }
        return bytes;
    }
}
