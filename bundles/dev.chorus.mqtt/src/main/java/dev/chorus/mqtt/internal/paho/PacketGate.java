package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.internal.MqttText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Lets through what Paho can read. A peer that publishes a control character in a topic or a property, or Correlation Data above
 * 32,767 bytes, ends Paho's receiver without a word, and a packet of many megabytes of tiny user properties fills the memory;
 * both are lawful, and brokers pass them on. Here such a property is left out, an odd character in a topic becomes a question mark,
 * and what is larger than agreed ends the connection before memory is taken for it. Payloads pass as they are, or by {@link Payloads}.
 *
 * <p>For one reader. Format: MQTT 5, sections 2.1 and 3.3.
 */
public final class PacketGate extends InputStream {

    /** What is kept of the properties of a message. */
    static final int MAX_PROPERTY_BYTES = 128 << 10;

    /** How many user properties are kept of a message. */
    static final int MAX_USER_PROPERTIES = 64;

    /** Paho reads the length as a signed number. */
    static final int MAX_CORRELATION_BYTES = Short.MAX_VALUE;

    private static final int PUBLISH = 3;

    private final DataInputStream in;
    private final int maximumBytes;
    /** Null: all of them pass. */
    private final Payloads payloads;

    private byte[] ready = {};
    private int readyAt;
    private long through;

    /**
     * @param maximumBytes the largest packet to let through
     */
    public PacketGate(InputStream in, int maximumBytes) {
        this(in, maximumBytes, null);
    }

    /** @param payloads where payloads are put aside; null: they pass as they are */
    PacketGate(InputStream in, int maximumBytes, Payloads payloads) {
        this.in = new DataInputStream(in);
        this.maximumBytes = maximumBytes;
        this.payloads = payloads;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (readyAt == ready.length && through == 0 && !nextPacket()) {
            return -1;
        }
        if (readyAt < ready.length) {
            int taken = Math.min(length, ready.length - readyAt);
            System.arraycopy(ready, readyAt, target, from, taken);
            readyAt += taken;
            return taken;
        }
        int taken = in.read(target, from, (int) Math.min(length, through));
        through -= Math.max(0, taken);
        return taken;
    }

    @Override
    public int available() throws IOException {
        return ready.length - readyAt + in.available();
    }

    private boolean nextPacket() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        int length = readVariable(in);
        if (length > maximumBytes) {
            throw new IOException("the broker sends a packet of " + length + " bytes, " + maximumBytes + " are taken");
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(first);
        if (first >> 4 == PUBLISH) {
            readPublish(first, length, header);
        } else {
            writeVariable(header, length);
            through = length;
        }
        ready = header.toByteArray();
        readyAt = 0;
        return true;
    }

    private void readPublish(int first, int length, ByteArrayOutputStream header) throws IOException {
        byte[] topic = in.readNBytes(in.readUnsignedShort());
        byte[] id = in.readNBytes((first & 0b110) == 0 ? 0 : 2);
        int propertyBytes = readVariable(in);
        long payload = length - 2L - topic.length - id.length - bytesOfVariable(propertyBytes) - propertyBytes;
        if (payload < 0) {
            throw new IOException("the broker sends a malformed PUBLISH");
        }
        byte[] properties = kept(in.readNBytes(propertyBytes));
        byte[] name = MqttText.cleaned(decoded(topic)).getBytes(StandardCharsets.UTF_8);

        ByteArrayOutputStream variable = new ByteArrayOutputStream();
        new DataOutputStream(variable).writeShort(name.length);
        variable.write(name);
        variable.write(id);
        writeVariable(variable, properties.length);
        variable.write(properties);
        if (payloads != null && payload <= Payloads.MOST_BYTES) {
            byte[] whole = new byte[(int) payload];
            in.readFully(whole);
            variable.write(payloads.putAside(whole));
            payload = 0;
        }
        writeVariable(header, Math.toIntExact(variable.size() + payload));
        variable.writeTo(header);
        through = payload;
    }

    /** With a question mark for what is not UTF-8: the usual replacement has three bytes, and could make a topic too long to send. */
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
        DataInputStream data = new DataInputStream(bytes);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int users = 0;
        while (bytes.available() > 0) {
            int begin = properties.length - bytes.available();
            int id = data.read();
            boolean good =
                    switch (id) {
                        case 0x01 -> data.readNBytes(1).length == 1;
                        case 0x02 -> data.readNBytes(4).length == 4;
                        case 0x03, 0x08 -> readText(data);
                        case 0x09 -> data.readNBytes(data.readUnsignedShort()).length <= MAX_CORRELATION_BYTES;
                        case 0x0B -> readVariable(data) > 0;
                        case 0x23 -> data.readNBytes(2).length == 2;
                        case 0x26 -> readText(data) & readText(data) && users++ < MAX_USER_PROPERTIES;
                        default -> throw new IOException("the broker sends a PUBLISH with property " + id);
                    };
            int end = properties.length - bytes.available();
            if (good && kept.size() + end - begin <= MAX_PROPERTY_BYTES) {
                kept.write(properties, begin, end - begin);
            }
        }
        return kept.toByteArray();
    }

    private static boolean readText(DataInputStream data) throws IOException {
        return MqttText.clean(new String(data.readNBytes(data.readUnsignedShort()), StandardCharsets.UTF_8));
    }

    private static int readVariable(DataInputStream data) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int digit = data.readUnsignedByte();
            value |= (digit & 0x7F) << shift;
            if (digit < 0x80) {
                return value;
            }
        }
        throw new IOException("the broker sends a malformed length");
    }

    private static void writeVariable(ByteArrayOutputStream target, int value) {
        int rest = value;
        for (; rest >= 0x80; rest >>>= 7) {
            target.write(rest & 0x7F | 0x80);
        }
        target.write(rest);
    }

    private static int bytesOfVariable(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
    }
}
