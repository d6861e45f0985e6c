package dev.chorus.mqtt.internal.paho;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.BitSet;

/**
 * Filters the properties of a CONNACK: keeps the numbers, which the link uses. Texts are dropped, since Paho fails on
 * control characters in them. Format: MQTT 5, section 3.2.2.3.
 */
final class ConnackProperties {

    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int MAXIMUM_PACKET_SIZE = 0x27;

    private ConnackProperties() {}

    /**
     * @throws IOException if they are malformed, or a limit of zero would prevent sending anything
     */
    static byte[] kept(byte[] properties) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(properties);
        DataInputStream in = new DataInputStream(bytes);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        BitSet seen = new BitSet();
        while (bytes.available() > 0) {
            int begin = properties.length - bytes.available();
            int id = in.read();
            boolean number = readOne(in, id);
            if (number && !seen.get(id)) {
                seen.set(id);
                kept.write(properties, begin, properties.length - bytes.available() - begin);
            }
        }
        return kept.toByteArray();
    }

    /** Reads the value; returns whether it is a number. */
    private static boolean readOne(DataInputStream in, int id) throws IOException {
        switch (id) {
                // Maximum QoS, Retain, Wildcard Subscription, Subscription Identifier and Shared Subscription Available
            case 0x24, 0x25, 0x28, 0x29, 0x2A -> in.readUnsignedByte();
                // Server Keep Alive, Topic Alias Maximum
            case 0x13, 0x22 -> in.readUnsignedShort();
            case RECEIVE_MAXIMUM -> refuseZero("Receive Maximum", in.readUnsignedShort());
                // Session Expiry Interval
            case 0x11 -> in.readInt();
            case MAXIMUM_PACKET_SIZE -> refuseZero("Maximum Packet Size", in.readInt());
                // Assigned Client Identifier, Authentication Method and Data, Response Information, Server Reference,
                // Reason String
            case 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F -> {
                PacketBytes.readShortPrefixed(in);
                return false;
            }
                // User Property
            case 0x26 -> {
                PacketBytes.readShortPrefixed(in);
                PacketBytes.readShortPrefixed(in);
                return false;
            }
            default -> throw new IOException("the broker sent a CONNACK with property " + id);
        }
        return true;
    }

    private static void refuseZero(String name, int value) throws IOException {
        if (value == 0) {
            throw new IOException("the broker sent a CONNACK with a " + name + " of 0");
        }
    }
}
