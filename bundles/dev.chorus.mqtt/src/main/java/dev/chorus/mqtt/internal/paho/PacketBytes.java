package dev.chorus.mqtt.internal.paho;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/** Reads and writes the data types of MQTT packets (MQTT 5, section 1.5). */
final class PacketBytes {

    private PacketBytes() {}

    /** Reads the given number of bytes; allocates memory only as they arrive. */
    static byte[] read(DataInputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the stream ends in the middle of a packet");
        }
        return bytes;
    }

    /** Reads a string or binary data: a length of two bytes, then the content. */
    static byte[] readShortPrefixed(DataInputStream in) throws IOException {
        return read(in, in.readUnsignedShort());
    }

    /** Reads a Variable Byte Integer. More bytes than its value needs are malformed (section 1.5.5). */
    static int readVariable(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int digit = in.readUnsignedByte();
            value |= (digit & 0x7F) << shift;
            if (digit < 0x80) {
                if (digit == 0 && shift > 0) {
                    break;
                }
                return value;
            }
        }
        throw new IOException("the broker sent a malformed length");
    }

    static void writeVariable(ByteArrayOutputStream target, int value) {
        int rest = value;
        for (; rest >= 0x80; rest >>>= 7) {
            target.write(rest & 0x7F | 0x80);
        }
        target.write(rest);
    }

    /** Returns the size of a Variable Byte Integer in bytes. */
    static int bytesOfVariable(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
    }

    static void writeShort(ByteArrayOutputStream target, int value) {
        target.write(value >> 8);
        target.write(value);
    }
}
