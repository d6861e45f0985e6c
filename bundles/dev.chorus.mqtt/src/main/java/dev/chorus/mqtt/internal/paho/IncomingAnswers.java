package dev.chorus.mqtt.internal.paho;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites responses of a broker so that Paho can read them whatever the reason code: see {@link Answer}. A rejected
 * CONNECT and a DISCONNECT end the stream with their reason. Format: MQTT 5, sections 3.2, 3.4, 3.9, 3.11 and 3.14.
 */
final class IncomingAnswers {

    static final int CONNACK = 2;
    static final int PUBACK = 4;
    static final int SUBACK = 9;
    static final int UNSUBACK = 11;
    static final int DISCONNECT = 14;

    private static final int REASON_STRING = 0x1F;

    private IncomingAnswers() {}

    static boolean concern(int type) {
        return type == CONNACK || type == PUBACK || type == SUBACK || type == UNSUBACK || type == DISCONNECT;
    }

    /**
     * Rewrites a packet.
     *
     * @param body the bytes after the remaining length
     * @return the body for Paho
     * @throws BrokerAnswerException if the broker rejects or ends the connection
     * @throws IOException if the packet is malformed
     */
    static byte[] rewritten(int type, byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        return switch (type) {
            case CONNACK -> connack(in);
            case DISCONNECT -> throw new BrokerAnswerException(single(in));
            case PUBACK -> puback(in);
            default -> withCodes(in, type);
        };
    }

    private static byte[] connack(DataInputStream in) throws IOException {
        int flags = in.readUnsignedByte();
        int code = in.readUnsignedByte();
        if (code != ReasonCodes.SUCCESS) {
            throw new BrokerAnswerException(new Answer(List.of(code), Answer.reasonString(in)));
        }
        byte[] kept = ConnackProperties.kept(PacketBytes.read(in, PacketBytes.readVariable(in)));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(flags);
        body.write(code);
        PacketBytes.writeVariable(body, kept.length);
        body.writeBytes(kept);
        return body.toByteArray();
    }

    /** Reads the rest of a response with one reason code, which success and an empty property list may omit. */
    private static Answer single(DataInputStream in) throws IOException {
        int code = in.available() > 0 ? in.readUnsignedByte() : ReasonCodes.SUCCESS;
        return new Answer(List.of(code), Answer.reasonString(in));
    }

    private static byte[] puback(DataInputStream in) throws IOException {
        int id = in.readUnsignedShort();
        Answer answer = single(in);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        PacketBytes.writeShort(body, id);
        if (answer.code() != ReasonCodes.SUCCESS) {
            body.write(ReasonCodes.SUCCESS);
            writeCarried(body, answer);
        }
        return body.toByteArray();
    }

    private static byte[] withCodes(DataInputStream in, int type) throws IOException {
        int id = in.readUnsignedShort();
        byte[] properties = PacketBytes.read(in, PacketBytes.readVariable(in));
        Optional<String> reason = Answer.reasonString(properties);
        List<Integer> codes = Answer.codes(in.readAllBytes());
        if (codes.size() > Answer.MAX_CODES) {
            throw new IOException("the broker sent " + (type == SUBACK ? "a SUBACK" : "an UNSUBACK") + " of "
                    + codes.size() + " reason codes");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        PacketBytes.writeShort(body, id);
        writeCarried(body, new Answer(codes, reason));
        codes.forEach(code -> body.write(ReasonCodes.SUCCESS));
        return body.toByteArray();
    }

    private static void writeCarried(ByteArrayOutputStream body, Answer answer) {
        byte[] text = answer.carried().getBytes(StandardCharsets.UTF_8);
        PacketBytes.writeVariable(body, 3 + text.length);
        body.write(REASON_STRING);
        PacketBytes.writeShort(body, text.length);
        body.writeBytes(text);
    }
}
