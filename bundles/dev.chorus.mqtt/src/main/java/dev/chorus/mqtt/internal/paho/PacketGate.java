package dev.chorus.mqtt.internal.paho;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets through what Paho can read. Lawful packets end Paho's receiver without a report: a control character in a topic or a property,
 * Correlation Data above 32,767 bytes, reason codes and properties of an answer that it does not know. A packet of many megabytes of tiny
 * user properties fills the memory. Here {@link IncomingPublish} and {@link IncomingAnswers} rewrite such packets, and what is larger than
 * agreed ends the connection before memory is taken for it. Payloads pass as they are, or by {@link Payloads}.
 *
 * <p>For one reader. Format: MQTT 5, section 2.1.
 */
public final class PacketGate extends InputStream {

    private final DataInputStream in;
    private final int maximumBytes;
    private final Payloads payloads;

    private byte[] ready = {};
    private int readyAt;
    private int through;

    /**
     * @param maximumBytes the largest packet to let through
     * @param payloads where payloads are put aside
     */
    public PacketGate(InputStream in, int maximumBytes, Payloads payloads) {
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
        int taken = in.read(target, from, Math.min(length, through));
        if (taken < 0) {
            throw new EOFException("the stream ends in the middle of a packet");
        }
        through -= taken;
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
        int length = PacketBytes.readVariable(in);
        if (length > maximumBytes) {
            throw new IOException("the broker sends a packet of " + length + " bytes, " + maximumBytes + " are taken");
        }
        int type = first >> 4;
        if (type == IncomingPublish.TYPE) {
            readPublish(first, length);
        } else if (IncomingAnswers.concern(type)) {
            pass(first, IncomingAnswers.rewritten(type, PacketBytes.read(in, length)), 0);
        } else {
            pass(first, new byte[0], length);
        }
        return true;
    }

    private void readPublish(int first, int length) throws IOException {
        IncomingPublish publish = IncomingPublish.read(in, first, length);
        if (publish.payloadBytes() > Payloads.MOST_BYTES) {
            pass(first, publish.head(), publish.payloadBytes());
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(publish.head());
        body.writeBytes(payloads.putAside(PacketBytes.read(in, publish.payloadBytes())));
        pass(first, body.toByteArray(), 0);
    }

    /**
     * Makes a packet ready.
     *
     * @param body what it begins with behind its length
     * @param rest how many bytes then follow as they come
     */
    private void pass(int first, byte[] body, int rest) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        PacketBytes.writeVariable(packet, body.length + rest);
        packet.writeBytes(body);
        ready = packet.toByteArray();
        readyAt = 0;
        through = rest;
    }
}
