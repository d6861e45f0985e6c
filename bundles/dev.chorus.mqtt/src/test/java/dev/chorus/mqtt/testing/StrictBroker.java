package dev.chorus.mqtt.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of a broker as shows whether a client keeps to what CONNACK says: it acknowledges publications of QoS 1 only when as
 * many are open as it takes, or nothing comes for a moment, and counts the greatest number that were open at once.
 */
public final class StrictBroker implements AutoCloseable {

    private static final int MOMENT_MILLIS = 20;

    private final ServerSocket server;
    private final int receiveMaximum;
    private final int reasonCode;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger publications = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger aliases = new AtomicInteger();

    /**
     * @param receiveMaximum what CONNACK says, 1 to 65535
     * @param reasonCode what PUBACK says
     */
    public StrictBroker(int receiveMaximum, int reasonCode) {
        this.receiveMaximum = receiveMaximum;
        this.reasonCode = reasonCode;
        try {
            server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "strict broker");
        thread.setDaemon(true);
        thread.start();
    }

    /** Its port on the loopback interface. */
    public int port() {
        return server.getLocalPort();
    }

    /** How many clients have connected. */
    public int connections() {
        return connections.get();
    }

    /** How many publications came. */
    public int publications() {
        return publications.get();
    }

    /** The greatest number of publications of QoS 1 that were open at once. */
    public int mostOpen() {
        return mostOpen.get();
    }

    /** How many publications came with a topic alias instead of a topic; it grants ten. */
    public int aliases() {
        return aliases.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                connections.incrementAndGet();
                talk(client);
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private void talk(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        skipPacket(in, in.read());
        out.write(
                new byte[] {0x20, 9, 0, 0, 6, 0x21, (byte) (receiveMaximum >> 8), (byte) receiveMaximum, 0x22, 0, 10});
        client.setSoTimeout(MOMENT_MILLIS);
        Deque<Integer> open = new ArrayDeque<>();
        while (true) {
            try {
                int first = in.read();
                if (first < 0) {
                    return;
                }
                int id = skipPacket(in, first);
                if (first >> 4 == 3) {
                    publications.incrementAndGet();
                }
                if (first >> 1 == 0x19) {
                    open.add(id);
                    mostOpen.accumulateAndGet(open.size(), Math::max);
                }
            } catch (SocketTimeoutException e) {
                acknowledge(open, out);
            }
        }
    }

    private void acknowledge(Deque<Integer> open, DataOutputStream out) throws IOException {
        for (Integer id = open.poll(); id != null; id = open.poll()) {
            out.write(new byte[] {0x40, 4, (byte) (id >> 8), (byte) (int) id, (byte) reasonCode, 0});
        }
    }

    /** Reads the rest of a packet; gives the packet id if it is a PUBLISH of QoS 1. */
    private int skipPacket(DataInputStream in, int first) throws IOException {
        int length = in.read();
        if (length >= 0x80) {
            length = length & 0x7F | in.read() << 7;
        }
        byte[] rest = in.readNBytes(length);
        if (first >> 4 == 3 && rest[0] == 0 && rest[1] == 0) {
            aliases.incrementAndGet();
        }
        if (first >> 1 != 0x19) {
            return 0;
        }
        int at = 2 + ((rest[0] & 0xFF) << 8 | rest[1] & 0xFF);
        return (rest[at] & 0xFF) << 8 | rest[at + 1] & 0xFF;
    }
}
