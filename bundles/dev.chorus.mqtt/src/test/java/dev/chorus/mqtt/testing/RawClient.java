package dev.chorus.mqtt.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An MQTT 5 client that sends what a test gives it and acknowledges nothing; for one thread. */
public final class RawClient implements AutoCloseable {

    private static final int CONNECT = 0x10;
    private static final int SUBSCRIBE = 0x82;

    private final Socket socket;

    /**
     * Connects with a clean session.
     *
     * @param properties of CONNECT, as bytes
     */
    public RawClient(int port, String clientId, int... properties) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            // Name and version of the protocol, clean start, no keep-alive
            body.writeBytes(new byte[] {0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 0, (byte) properties.length});
            for (int each : properties) {
                body.write(each);
            }
            writeText(body, clientId);
            write(ScriptedBroker.packet(CONNECT, body.toByteArray()));
            byte[] answer = readPacket();
            if (answer[1] != 0) {
                throw new IllegalStateException(clientId + " is refused with reason code " + (answer[1] & 0xFF));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Subscribes with QoS 1 and waits for the answer. */
    public void subscribe(String filter) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 1, 0});
        writeText(body, filter);
        body.write(1);
        write(ScriptedBroker.packet(SUBSCRIBE, body.toByteArray()));
        readPacket();
    }

    /** Writes bytes as they are. */
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The body of the next packet. */
    public byte[] readPacket() throws IOException {
        return ScriptedBroker.read(socket.getInputStream()).body();
    }

    /** Closes the connection as it is, without DISCONNECT. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeText(ByteArrayOutputStream target, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        target.write(bytes.length >> 8);
        target.write(bytes.length);
        target.writeBytes(bytes);
    }
}
