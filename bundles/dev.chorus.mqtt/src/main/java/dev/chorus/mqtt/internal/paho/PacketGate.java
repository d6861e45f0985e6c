package dev.chorus.mqtt.internal.paho;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes only what Paho can read. Some valid packets end Paho's receiver without a report: those with a control
 * character in a topic or a property, with Correlation Data above 32,767 bytes, or with reason codes and properties
 * of a response that Paho does not know. A packet of many megabytes of tiny user properties fills the memory. {@link
 * IncomingPublish} and {@link IncomingAnswers} rewrite such packets here, and a packet above the agreed size ends the
 * connection before memory is allocated for it. Payloads pass unchanged, or by {@link Payloads}.
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
     * Creates a gate.
     *
     * @param maximumBytes maximum size of a packet
     * @param payloads store for payloads that bypass Paho
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
            throw new IOException("packet from the broker must have at most " + maximumBytes + " bytes, has " + length);
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
     * Prepares a packet for reading.
     *
     * @param body its first bytes after the length
     * @param rest number of bytes that follow from the stream
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
