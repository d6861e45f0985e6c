package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.internal.MqttText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Rewrites the head of a PUBLISH so that Paho can read it whatever a peer published: properties on which Paho fails
 * are dropped, an invalid character in a topic becomes a question mark. Format: MQTT 5, section 3.3.
 */
final class IncomingPublish {

    static final int TYPE = 3;

    /** Maximum size of the properties kept of a message. */
    static final int MAX_PROPERTY_BYTES = 128 << 10;

    /** Maximum number of user properties kept of a message. */
    static final int MAX_USER_PROPERTIES = 64;

    /** Paho reads the length as a signed number. */
    static final int MAX_CORRELATION_BYTES = Short.MAX_VALUE;

    private static final int SUBSCRIPTION_IDENTIFIER = 0x0B;
    private static final int USER_PROPERTY = 0x26;
    private static final int MAX_QOS = 2;

    /** Topic, packet identifier and properties for Paho. */
    private final byte[] head;

    private final int payloadBytes;

    private IncomingPublish(byte[] head, int payloadBytes) {
        this.head = head;
        this.payloadBytes = payloadBytes;
    }

    /**
     * Reads everything before the payload.
     *
     * @param first byte of the packet
     * @param length the remaining length
     * @throws IOException if the packet is malformed
     */
    static IncomingPublish read(DataInputStream in, int first, int length) throws IOException {
        int qos = first >> 1 & 3;
        if (qos > MAX_QOS) {
            throw new IOException("the broker sent a PUBLISH of QoS " + qos);
        }
        byte[] topic = PacketBytes.readShortPrefixed(in);
        byte[] id = PacketBytes.read(in, qos == 0 ? 0 : 2);
        int propertyBytes = PacketBytes.readVariable(in);
        int payload =
                length - 2 - topic.length - id.length - PacketBytes.bytesOfVariable(propertyBytes) - propertyBytes;
        if (payload < 0) {
            throw new IOException("the broker sent a malformed PUBLISH");
        }
        byte[] properties = kept(PacketBytes.read(in, propertyBytes));
        byte[] name = MqttText.cleaned(decoded(topic)).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        PacketBytes.writeShort(head, name.length);
        head.writeBytes(name);
        head.writeBytes(id);
        PacketBytes.writeVariable(head, properties.length);
        head.writeBytes(properties);
        return new IncomingPublish(head.toByteArray(), payload);
    }

    byte[] head() {
        return head;
    }

    /** Returns the number of payload bytes that follow. */
    int payloadBytes() {
        return payloadBytes;
    }

    /**
     * Decodes with a question mark for what is not UTF-8: the usual replacement has three bytes, and could make a
     * topic too long to send.
     */
    private static String decoded(byte[] text) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith("?")
                .decode(ByteBuffer.wrap(text))
                .toString();
    }

    private static byte[] kept(byte[] properties) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(properties);
        DataInputStream in = new DataInputStream(bytes);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        BitSet seen = new BitSet();
        int users = 0;
        while (bytes.available() > 0) {
            int begin = properties.length - bytes.available();
            int id = in.read();
            boolean good = readOne(in, id);
            boolean many = id == USER_PROPERTY ? users++ >= MAX_USER_PROPERTIES : seen.get(id);
            int end = properties.length - bytes.available();
            if (good && !many && kept.size() + end - begin <= MAX_PROPERTY_BYTES) {
                kept.write(properties, begin, end - begin);
                seen.set(id, id != SUBSCRIPTION_IDENTIFIER);
            }
        }
        return kept.toByteArray();
    }

    /** Reads the value; returns whether Paho can read it too. */
    private static boolean readOne(DataInputStream in, int id) throws IOException {
        return switch (id) {
                // Payload Format Indicator, Message Expiry Interval
            case 0x01 -> PacketBytes.read(in, 1).length == 1;
            case 0x02 -> PacketBytes.read(in, 4).length == 4;
                // Content Type, Response Topic
            case 0x03, 0x08 -> readText(in);
                // Correlation Data
            case 0x09 -> PacketBytes.readShortPrefixed(in).length <= MAX_CORRELATION_BYTES;
            case SUBSCRIPTION_IDENTIFIER -> PacketBytes.readVariable(in) > 0;
                // Topic Alias, which CONNECT does not allow
            case 0x23 -> throw new IOException("the broker sent a PUBLISH with a topic alias");
            case USER_PROPERTY -> readText(in) & readText(in);
            default -> throw new IOException("the broker sent a PUBLISH with property " + id);
        };
    }

    private static boolean readText(DataInputStream in) throws IOException {
        return MqttText.clean(new String(PacketBytes.readShortPrefixed(in), StandardCharsets.UTF_8));
    }
}
