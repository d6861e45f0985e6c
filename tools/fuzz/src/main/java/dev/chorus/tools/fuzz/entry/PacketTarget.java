package dev.chorus.tools.fuzz.entry;

import dev.chorus.mqtt.internal.paho.Answer;
import dev.chorus.mqtt.internal.paho.PacketGate;
import dev.chorus.mqtt.internal.paho.Payloads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;

/**
 * What comes from a broker, through the gate, through the MQTT client and around it. The client must be able to read every message and every
 * answer that the gate lets through. What it can read without the gate it must read the same; a payload is always the end of its packet.
 */
public final class PacketTarget {

    private static final int MAX_PACKET = 1 << 16;
    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final List<Integer> ANSWERS = List.of(4, 9, 11);

    private PacketTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        Payloads payloads = new Payloads();
        InputStream sent = new ByteArrayInputStream(input);
        InputStream passed = new PacketGate(new ByteArrayInputStream(input), MAX_PACKET, payloads);
        try {
            for (byte[] packet = next(passed); packet.length > 0; packet = next(passed)) {
                check(next(sent), packet, payloads);
            }
        } catch (IOException e) {
            // The connection ends, as it may.
        }
    }

    /** The next packet as it is; empty at the end. */
    private static byte[] next(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return new byte[0];
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        DataInputStream data = new DataInputStream(in);
        int length = 0;
        int digit = 0x80;
        for (int shift = 0; digit >= 0x80; shift += 7) {
            digit = data.readUnsignedByte();
            packet.write(digit);
            length |= (digit & 0x7F) << shift;
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        packet.write(body);
        return packet.toByteArray();
    }

    private static void check(byte[] sent, byte[] passed, Payloads payloads) {
        int type = (passed[0] & 0xFF) >> 4;
        if (type == PUBLISH) {
            checkMessage(sent, (MqttPublish) read(passed), payloads);
        } else if (ANSWERS.contains(type)) {
            checkAnswer(sent, read(passed));
        } else if (type == CONNACK) {
            read(passed);
        }
    }

    private static void checkMessage(byte[] sent, MqttPublish read, Payloads payloads) {
        byte[] payload = payloads.of(read.getMessage().getPayload());
        byte[] end = Arrays.copyOfRange(sent, Math.max(0, sent.length - payload.length), sent.length);
        if (!Arrays.equals(payload, end)) {
            throw new IllegalStateException("the payload is not the end of its packet");
        }
        MqttPublish alone = (MqttPublish) readOrNull(sent);
        if (alone != null
                && !(shown(alone.getTopicName()).equals(shown(read.getTopicName()))
                        && Arrays.equals(alone.getMessage().getPayload(), payload)
                        && alone.getMessage().getQos() == read.getMessage().getQos()
                        && alone.getMessageId() == read.getMessageId())) {
            throw new IllegalStateException("without the gate it is " + alone + ", with it " + read);
        }
    }

    /** The client has another replacement than the gate for what is not UTF-8. */
    private static String shown(String topic) {
        return topic.replace('\uFFFD', '?');
    }

    private static void checkAnswer(byte[] sent, MqttWireMessage read) {
        Answer answer = Answer.of(read.getProperties().getReasonString());
        MqttWireMessage alone = readOrNull(sent);
        if (alone != null
                && !Arrays.stream(alone.getReasonCodes()).boxed().toList().equals(answer.reasonCodes())) {
            throw new IllegalStateException("without the gate it is " + alone + ", with it " + answer);
        }
    }

    private static MqttWireMessage read(byte[] packet) {
        try {
            return MqttWireMessage.createWireMessage(packet);
        } catch (MqttException e) {
            throw new IllegalStateException("the client cannot read what the gate lets through", e);
        }
    }

    private static MqttWireMessage readOrNull(byte[] packet) {
        try {
            return MqttWireMessage.createWireMessage(packet);
        } catch (MqttException | RuntimeException e) {
            return null;
        }
    }
}
