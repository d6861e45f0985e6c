package dev.chorus.itests.demo;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An MQTT 3.1.1 client that connects with a will and vanishes without a word, as no link of ours does. */
final class RawConnect {

    /** CONNACK with the return code for a client that may not connect (MQTT 3.1.1, table 3.1). */
    static final int NOT_AUTHORIZED = 5;

    private static final int CONNECT = 0x10;
    private static final int USER_PASSWORD_RETAINED_WILL_CLEAN = 0xEE;
    private static final int KEEP_ALIVE_SECONDS = 60;

    private RawConnect() {}

    /** Connects, waits for the CONNACK, and closes the socket. Returns the return code, 0 if it was connected. */
    static int vanish(int port, String clientId, String user, String password, String willTopic) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.writeByte(4);
        out.writeByte(USER_PASSWORD_RETAINED_WILL_CLEAN);
        out.writeShort(KEEP_ALIVE_SECONDS);
        out.writeUTF(clientId);
        out.writeUTF(willTopic);
        byte[] will = "{\"state\":\"offline\"}".getBytes(StandardCharsets.UTF_8);
        out.writeShort(will.length);
        out.write(will);
        out.writeUTF(user);
        out.writeUTF(password);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(120_000);
            DataOutputStream to = new DataOutputStream(socket.getOutputStream());
            to.writeByte(CONNECT);
            int length = body.size();
            while (length > 0x7F) {
                to.writeByte(length & 0x7F | 0x80);
                length >>= 7;
            }
            to.writeByte(length);
            to.write(body.toByteArray());
            to.flush();
            DataInputStream from = new DataInputStream(socket.getInputStream());
            from.readUnsignedShort();
            from.readUnsignedByte();
            return from.readUnsignedByte();
        }
    }
}
