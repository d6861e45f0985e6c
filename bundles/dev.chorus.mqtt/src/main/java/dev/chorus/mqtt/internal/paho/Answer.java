package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.internal.MqttText;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A broker's response to a packet: PUBACK, SUBACK or UNSUBACK, CONNACK or DISCONNECT.
 *
 * <p>Paho ends the connection on reason codes that it does not know, some of MQTT 5 among them, and on properties
 * that it cannot read. It receives success instead, and the response itself in the Reason String, from which it is
 * restored.
 *
 * @param reasonCodes one for each topic filter, or the only one
 * @param reasonString the broker's reason, without control characters
 */
public record Answer(List<Integer> reasonCodes, Optional<String> reasonString) {

    /** Maximum length of the reason string in messages; brokers may send more. */
    static final int MAX_REASON_CHARACTERS = 200;

    /** More than one SUBSCRIBE of a link has, and its codes still fit into a Reason String. */
    static final int MAX_CODES = 10_000;

    private static final int REASON_STRING = 0x1F;
    private static final int USER_PROPERTY = 0x26;
    private static final HexFormat HEX = HexFormat.of();

    public Answer {
        reasonCodes = List.copyOf(reasonCodes);
    }

    /** Reads reason codes; {@link #reasonString(byte[])} reads the properties of the same packet. */
    static List<Integer> codes(byte[] bytes) {
        return IntStream.range(0, bytes.length).mapToObj(at -> bytes[at] & 0xFF).toList();
    }

    /**
     * Reads the Reason String from properties that are the rest of a packet, including their length; see {@link
     * #reasonString(byte[])}.
     */
    static Optional<String> reasonString(DataInputStream rest) {
        try {
            return reasonString(PacketBytes.read(rest, PacketBytes.readVariable(rest)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the Reason String from the properties of a response; empty if there is none or if something unreadable
     * precedes it.
     */
    static Optional<String> reasonString(byte[] properties) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(properties));
        try {
            for (int id = in.read(); id == USER_PROPERTY || id == REASON_STRING; id = in.read()) {
                String text = new String(PacketBytes.readShortPrefixed(in), StandardCharsets.UTF_8);
                if (id == REASON_STRING) {
                    String cleaned = MqttText.cleaned(text);
                    return Optional.of(cleaned.substring(0, Math.min(MAX_REASON_CHARACTERS, cleaned.length())))
                            .filter(reason -> !reason.isBlank());
                }
                PacketBytes.readShortPrefixed(in);
            }
        } catch (IOException e) {
            // Malformed, but the reason code is known.
        }
        return Optional.empty();
    }

    /** Returns the response as the Reason String that Paho carries. */
    String carried() {
        byte[] codes = new byte[reasonCodes.size()];
        for (int at = 0; at < codes.length; at++) {
            codes[at] = reasonCodes.get(at).byteValue();
        }
        return HEX.formatHex(codes) + reasonString.map(text -> " " + text).orElse("");
    }

    /**
     * Restores the response that Paho carried.
     *
     * @param carried a result of {@link #carried()}; null for plain success
     */
    public static Answer of(String carried) {
        if (carried == null) {
            return new Answer(List.of(ReasonCodes.SUCCESS), Optional.empty());
        }
        String[] parts = carried.split(" ", 2);
        return new Answer(
                codes(HEX.parseHex(parts[0])), Arrays.stream(parts).skip(1).findFirst());
    }

    /** Returns the only reason code, or the first. */
    int code() {
        return reasonCodes.isEmpty() ? ReasonCodes.SUCCESS : reasonCodes.get(0);
    }

    /** Describes a reason code, with the broker's reason string. */
    String describe(int code) {
        return ReasonCodes.describe(code)
                + reasonString.map(text -> ", " + text).orElse("");
    }
}
