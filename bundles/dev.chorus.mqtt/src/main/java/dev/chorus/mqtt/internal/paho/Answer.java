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
 * What a broker answers to a packet: PUBACK, SUBACK or UNSUBACK, CONNACK or DISCONNECT.
 *
 * <p>Paho ends the connection on reason codes that it does not know, among them some of MQTT 5, and on properties that it cannot read.
 * It gets success instead, and the answer itself in the Reason String, by which it comes back.
 *
 * @param reasonCodes one for each topic filter, or the only one
 * @param reasonString why, in the broker's words, without control characters
 */
public record Answer(List<Integer> reasonCodes, Optional<String> reasonString) {

    /** A broker may say as much as it likes; this much goes into messages. */
    static final int MAX_REASON_CHARACTERS = 200;

    /** More than one SUBSCRIBE of a link has, and its codes still fit into a Reason String. */
    static final int MAX_CODES = 10_000;

    private static final int REASON_STRING = 0x1F;
    private static final int USER_PROPERTY = 0x26;
    private static final HexFormat HEX = HexFormat.of();

    public Answer {
        reasonCodes = List.copyOf(reasonCodes);
    }

    /** Reads reason codes; the properties of the same packet are read by {@link #reasonString(byte[])}. */
    static List<Integer> codes(byte[] bytes) {
        return IntStream.range(0, bytes.length).mapToObj(at -> bytes[at] & 0xFF).toList();
    }

    /** The Reason String among properties that are the rest of a packet, their length included; see {@link #reasonString(byte[])}. */
    static Optional<String> reasonString(DataInputStream rest) {
        try {
            return reasonString(PacketBytes.read(rest, PacketBytes.readVariable(rest)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The Reason String among the properties of an answer; empty where there is none, or something that cannot be read before it. */
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
            // Malformed, but the reason code is there.
        }
        return Optional.empty();
    }

    /** As the Reason String that Paho carries. */
    String carried() {
        byte[] codes = new byte[reasonCodes.size()];
        for (int at = 0; at < codes.length; at++) {
            codes[at] = reasonCodes.get(at).byteValue();
        }
        return HEX.formatHex(codes) + reasonString.map(text -> " " + text).orElse("");
    }

    /**
     * The answer that Paho has carried.
     *
     * @param carried what {@link #carried()} gave; null for plain success
     */
    public static Answer of(String carried) {
        if (carried == null) {
            return new Answer(List.of(ReasonCodes.SUCCESS), Optional.empty());
        }
        String[] parts = carried.split(" ", 2);
        return new Answer(
                codes(HEX.parseHex(parts[0])), Arrays.stream(parts).skip(1).findFirst());
    }

    /** The only reason code, or the first. */
    int code() {
        return reasonCodes.isEmpty() ? ReasonCodes.SUCCESS : reasonCodes.get(0);
    }

    /** A reason code in words, with the broker's own. */
    String describe(int code) {
        return ReasonCodes.describe(code)
                + reasonString.map(text -> ", " + text).orElse("");
    }
}
