package dev.chorus.mqtt.internal.paho;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Payloads on their way around Paho, which reads them byte by byte: that takes longer for a picture than a network does. Paho gets
 * four bytes in place of each, by which it is found again. What is larger than {@value #MOST_BYTES} bytes goes through Paho after all: it takes
 * bytes that come in for a sign of life, and would miss them while a large packet comes slowly.
 *
 * <p>Of one connection: the thread that reads puts aside, that of callbacks takes.
 */
public final class Payloads {

    static final int MOST_BYTES = 128 << 10;

    private final Map<Integer, byte[]> aside = new ConcurrentHashMap<>();
    private int last;

    /**
     * Puts a payload aside.
     *
     * @return what Paho is to get in its place
     */
    byte[] putAside(byte[] payload) {
        aside.put(++last, payload);
        return ByteBuffer.allocate(Integer.BYTES).putInt(last).array();
    }

    /** The payload of a message, given what Paho got for it. */
    public byte[] of(byte[] received) {
        if (received.length > MOST_BYTES) {
            return received;
        }
        byte[] payload = received.length == Integer.BYTES
                ? aside.remove(ByteBuffer.wrap(received).getInt())
                : null;
        if (payload == null) {
            throw new IllegalStateException(
                    "Paho gives " + received.length + " bytes for a payload that was put aside");
        }
        return payload;
    }
}
