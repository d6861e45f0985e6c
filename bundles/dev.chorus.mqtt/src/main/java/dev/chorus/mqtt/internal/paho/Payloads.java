package dev.chorus.mqtt.internal.paho;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Routes payloads around Paho, which reads them byte by byte: for a picture that takes longer than the network. Paho
 * receives four bytes in place of each payload, by which it is found. Payloads of more than {@value #MOST_BYTES}
 * bytes pass through Paho: it takes arriving bytes for a sign of life, and would miss them while a large packet
 * arrives slowly.
 *
 * <p>Belongs to one connection: the reading thread stores, the callback thread removes.
 */
public final class Payloads {

    static final int MOST_BYTES = 128 << 10;

    private final Map<Integer, byte[]> aside = new ConcurrentHashMap<>();
    private int last;

    /**
     * Stores a payload.
     *
     * @return what Paho receives in its place
     */
    byte[] putAside(byte[] payload) {
        aside.put(++last, payload);
        return ByteBuffer.allocate(Integer.BYTES).putInt(last).array();
    }

    /** Returns the payload of a message, given what Paho received for it. */
    public byte[] of(byte[] received) {
        if (received.length > MOST_BYTES) {
            return received;
        }
        byte[] payload = received.length == Integer.BYTES
                ? aside.remove(ByteBuffer.wrap(received).getInt())
                : null;
        if (payload == null) {
            throw new IllegalStateException("Paho passed " + received.length + " bytes for a payload that bypassed it");
        }
        return payload;
    }
}
