package dev.chorus.mqtt.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * A broker that plays a script on each connection, packet by packet: for behavior that cannot be provoked in a real
 * broker. Each connection has its own thread and ends with the script.
 */
public final class ScriptedBroker implements AutoCloseable {

    public static final int CONNECT = 1;
    public static final int PUBLISH = 3;
    public static final int SUBSCRIBE = 8;
    public static final int UNSUBSCRIBE = 10;
    public static final int PINGREQ = 12;

    /** Script of one connection. */
    @FunctionalInterface
    public interface Script {

        /** Returns or throws to end the connection. */
        void play(Peer peer) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** Listens on the loopback interface, on a port that the system chooses. */
    public ScriptedBroker(Script script) {
        this(ServerSocketFactory.getDefault(), script);
    }

    /** @param factory makes the listening socket, for TLS */
    public ScriptedBroker(ServerSocketFactory factory, Script script) {
        this.script = script;
        try {
            server = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("scripted broker", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The number of connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {

        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket socket = server.accept();
            Peer peer = new Peer(socket, connections.incrementAndGet());
            sockets.add(socket);
            start("scripted connection", () -> play(peer));
        }
    }

    private void play(Peer peer) throws IOException {
        try {
            script.play(peer);
        } finally {
            sockets.remove(peer.socket);
            peer.socket.close();
        }
    }

    /**
     * A packet from the client.
     *
     * @param first byte of the fixed header
     * @param body everything behind the remaining length
     */
    public record Packet(int first, byte[] body) {

        public int type() {
            return first >> 4;
        }

        public int qos() {
            return first >> 1 & 3;
        }

        /** The topic of a PUBLISH, or the first filter of a SUBSCRIBE or an UNSUBSCRIBE without properties. */
        public String topic() {
            int at = type() == PUBLISH ? 0 : 3;
            return new String(body, at + 2, unsigned(at), StandardCharsets.UTF_8);
        }

        /** The packet identifier of a SUBSCRIBE, an UNSUBSCRIBE or a PUBLISH of QoS 1; 0 of a PUBLISH of QoS 0. */
        public int id() {
            if (type() != PUBLISH) {
                return unsigned(0);
            }
            return qos() == 0 ? 0 : unsigned(2 + unsigned(0));
        }

        private int unsigned(int at) {
            return (body[at] & 0xFF) << 8 | body[at + 1] & 0xFF;
        }
    }

    /** The client's side of one connection; for one thread. */
    public static final class Peer {

        private final Socket socket;
        private final int number;
        private final PushbackInputStream in;

        private Peer(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.number = number;
            this.in = new PushbackInputStream(socket.getInputStream());
        }

        /** Counts the connections of the broker, from 1. */
        public int number() {
            return number;
        }

        /** Reads the next packet; an end of the stream is an {@link EOFException}. */
        public Packet read() throws IOException {
            return ScriptedBroker.read(in);
        }

        /** Waits until data arrives; an end of the stream counts too. */
        public boolean hasByteWithin(int millis) throws IOException {
            socket.setSoTimeout(millis);
            try {
                int first = in.read();
                if (first >= 0) {
                    in.unread(first);
                }
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } finally {
                socket.setSoTimeout(0);
            }
        }

        /** Writes bytes as they are. */
        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Writes a packet. */
        public void write(int first, byte[] body) throws IOException {
            write(packet(first, body));
        }

        /** Reads CONNECT and accepts it, with the given properties in CONNACK. */
        public void acceptConnect(int... properties) throws IOException {
            read();
            accept(properties);
        }

        /** Accepts a CONNECT that was read. */
        public void accept(int... properties) throws IOException {
            accept(false, properties);
        }

        /** Accepts a CONNECT that was read, with or without a session present. */
        public void accept(boolean sessionPresent, int... properties) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(sessionPresent ? 1 : 0);
            body.write(0);
            writeLength(body, properties.length);
            for (int each : properties) {
                body.write(each);
            }
            write(0x20, body.toByteArray());
        }

        /** Answers a SUBSCRIBE of one filter with the given reason codes, or with success. */
        public void answer(Packet packet, int... reasonCodes) throws IOException {
            switch (packet.type()) {
                case PUBLISH -> {
                    if (packet.qos() == 1) {
                        write(0x40, acknowledgement(packet, false, reasonCodes));
                    }
                }
                case SUBSCRIBE -> write(0x90, acknowledgement(packet, true, reasonCodes));
                case UNSUBSCRIBE -> write(0xB0, acknowledgement(packet, true, reasonCodes));
                case PINGREQ -> write(0xD0, new byte[0]);
                default -> throw new IOException("not expected: a packet of type " + packet.type());
            }
        }

        /** Answers everything with success until the client closes the connection. */
        public void answerAll() throws IOException {
            while (true) {
                Packet packet = read();
                if (packet.type() == 14) {
                    return;
                }
                answer(packet, 0);
            }
        }

        private static byte[] acknowledgement(Packet packet, boolean propertiesFirst, int... reasonCodes) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(packet.id() >> 8);
            body.write(packet.id());
            if (propertiesFirst) {
                body.write(0);
            }
            for (int reasonCode : reasonCodes) {
                body.write(reasonCode);
            }
            return body.toByteArray();
        }
    }

    /** Reads a packet; an end of the stream is an {@link EOFException}. */
    static Packet read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int first = in.readUnsignedByte();
        int length = 0;
        int digit = 0x80;
        for (int shift = 0; digit >= 0x80; shift += 7) {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(first, body);
    }

    /** A whole packet. */
    public static byte[] packet(int first, byte[] body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        writeLength(packet, body.length);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    /** A PUBLISH of QoS 0. */
    public static byte[] publish(String topic, byte[] properties, byte[] payload) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            new DataOutputStream(body).writeUTF(topic);
            writeLength(body, properties.length);
            body.write(properties);
            body.write(payload);
            return packet(0x30, body.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeLength(OutputStream target, int length) {
        try {
            int rest = length;
            for (; rest >= 0x80; rest >>>= 7) {
                target.write(rest & 0x7F | 0x80);
            }
            target.write(rest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
