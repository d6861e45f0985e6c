package dev.chorus.mqtt.internal.paho;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.MessageProperties;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketGateTest {

    private static final int MAXIMUM = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"20060000032100ff", "d000", "40020007", "50020007", "f000"})
    void read_ofPacketsThatPahoCanRead_passesThemAsTheyAre(String packet) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(packet);

        assertArrayEquals(bytes, through(bytes));
    }

    /** With a payload equal to what Paho receives in place of the first. */
    @Test
    void read_ofAPublishThatPahoCanRead_passesItAsItIs() throws Exception {
        byte[] packet = publish("a/b", new byte[] {0, 0, 0, 1}, 1, full());

        assertArrayEquals(packet, through(packet));
    }

    /** Reason codes, Reason String and the response that they form. */
    @ParameterizedTest
    @CsvSource({
        "400400079500,                 149,      ",
        "4003000795,                   149,      ",
        "4008000795041f000178,         149,      x",
        "40050007957f00,               149,      ",
        "400900071005 2600000000,      16,       ",
        "900700070000029e42,           0;2;158;66,",
        "9008000704 1f000178 9e,       158,      x",
        "b0050007001191,               17;145,   "
    })
    void read_ofAnswers_givesPahoSuccessAndCarriesTheReasons(String hex, String codes, String reason) throws Exception {
        MqttWireMessage answer =
                MqttWireMessage.createWireMessage(through(HexFormat.of().parseHex(hex.replace(" ", ""))));

        Answer carried = Answer.of(answer.getProperties().getReasonString());
        assertEquals(codes, carried.reasonCodes().stream().map(String::valueOf).collect(Collectors.joining(";")));
        assertEquals(Optional.ofNullable(reason), carried.reasonString());
        assertTrue(Arrays.stream(answer.getReasonCodes()).allMatch(code -> code == 0));
    }

    @ParameterizedTest
    @CsvSource({
        "20020000,             a CONNACK without properties",
        "20060000 03210000,    a Receive Maximum of 0",
        "20080000 052700000000, a Maximum Packet Size of 0",
        "20040000 01ff,        a CONNACK with property 255",
        "400100,               a PUBACK without identifier",
        "9003000705,           a SUBACK whose properties end beyond it"
    })
    void read_ofMalformedAnswers_fails(String hex, String what) {
        byte[] packet = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThrows(IOException.class, () -> through(packet), what);
    }

    @ParameterizedTest
    @CsvSource({
        "2003009b00, QoS not supported (0x9b)",
        "200700870 41f000178, 'not authorized (0x87), x'",
        "e000, success (0x00)",
        "e00182, protocol error (0x82)",
        "2006009b 031f0000, QoS not supported (0x9b)",
        "e003827f00, protocol error (0x82)",
        "e00742051f00026e6f, 'a reason that MQTT 5 does not define (0x42), no'"
    })
    void read_ofARefusalOrAnEnd_failsWithItsReason(String hex, String reason) {
        byte[] packet = HexFormat.of().parseHex(hex.replace(" ", ""));

        IOException end = assertThrows(BrokerAnswerException.class, () -> through(packet));

        assertEquals(reason, end.getMessage());
    }

    /** A short packet passed with its properties cut, since a short read is not an error of a stream. */
    @Test
    void read_ofAStreamThatEndsInTheMiddleOfAPacket_failsWhereverThatIs() throws Exception {
        byte[] packet = publish("a/b", new byte[0], 1, full());
        for (int length = 1; length < packet.length; length++) {
            byte[] cut = Arrays.copyOf(packet, length);

            assertThrows(EOFException.class, () -> through(cut), "after " + length + " bytes");
        }
    }

    /** Paho ends the connection when a property comes twice. */
    @Test
    void read_ofAPropertyThatComesTwice_keepsTheFirst() throws Exception {
        byte[] packet = HexFormat.of().parseHex("300d" + "000161" + "08" + "03000178" + "03000179" + "2a");

        MqttPublish read = read(through(packet));

        assertEquals("x", read.getProperties().getContentType());
    }

    @Test
    void read_ofPayloadsThatArePutAside_givesPahoFourBytesAndUsTheWhole() throws Exception {
        Payloads payloads = new Payloads();
        List<byte[]> sent = new ArrayList<>();
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (int size : new int[] {0, 3, 4, 5, 55_000, Payloads.MOST_BYTES, Payloads.MOST_BYTES + 1}) {
            byte[] payload = new byte[size];
            Arrays.fill(payload, (byte) size);
            sent.add(payload);
            packets.write(publish("a/b", payload, 1, full()));
        }
        DataInputStream read =
                new DataInputStream(new PacketGate(new ByteArrayInputStream(packets.toByteArray()), MAXIMUM, payloads));

        List<byte[]> got = new ArrayList<>();
        List<byte[]> given = new ArrayList<>();
        for (int packet = 0; packet < sent.size(); packet++) {
            got.add(payload(read));
        }
        got.forEach(each -> given.add(payloads.of(each)));

        for (int packet = 0; packet < sent.size(); packet++) {
            assertArrayEquals(sent.get(packet), given.get(packet));
            assertEquals(
                    sent.get(packet).length > Payloads.MOST_BYTES ? sent.get(packet).length : 4,
                    got.get(packet).length);
        }
        assertThrows(IllegalStateException.class, () -> payloads.of(got.get(0)));
    }

    /** Of the next packet, as Paho reads it. */
    private static byte[] payload(DataInputStream read) throws Exception {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(read.readUnsignedByte());
        int length = 0;
        int digit = 0x80;
        for (int shift = 0; digit >= 0x80; shift += 7) {
            digit = read.readUnsignedByte();
            packet.write(digit);
            length |= (digit & 0x7F) << shift;
        }
        packet.write(read.readNBytes(length));
        return ((MqttPublish) MqttWireMessage.createWireMessage(packet.toByteArray()))
                .getMessage()
                .getPayload();
    }

    private static MqttProperties full() {
        MessageProperties properties = MessageProperties.EMPTY
                .withContentType("image/png")
                .withResponseTopic("reply")
                .withCorrelationData(new byte[IncomingPublish.MAX_CORRELATION_BYTES])
                .withExpiry(java.time.Duration.ofSeconds(3))
                .withUserProperty("grüße", "日本");
        MqttProperties full = PahoMessages.properties(properties);
        full.setPayloadFormat(true);
        full.setSubscriptionIdentifiers(List.of(300));
        return full;
    }

    @Test
    void read_ofManyUserProperties_keepsTheFirst() throws Exception {
        List<UserProperty> many = new ArrayList<>();
        for (int number = 0; number < 10_000; number++) {
            many.add(new UserProperty("" + number, ""));
        }
        MqttProperties properties = new MqttProperties();
        properties.setUserProperties(many);

        Payloads payloads = new Payloads();
        MqttPublish read = read(through(publish("a", new byte[] {1, 2}, 0, properties), payloads));

        List<UserProperty> kept = read.getProperties().getUserProperties();
        assertEquals(IncomingPublish.MAX_USER_PROPERTIES, kept.size());
        assertEquals("63", kept.get(63).getKey());
        assertArrayEquals(new byte[] {1, 2}, payloads.of(read.getMessage().getPayload()));
    }

    @Test
    void read_ofLongUserProperties_keepsWhatFits() throws Exception {
        List<UserProperty> long64 = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            long64.add(new UserProperty("" + number, "x".repeat(60_000)));
        }
        MqttProperties properties = new MqttProperties();
        properties.setUserProperties(long64);

        MqttPublish read = read(through(publish("a", new byte[0], 0, properties)));

        assertEquals(2, read.getProperties().getUserProperties().size());
    }

    @Test
    void read_ofAPacketThatIsTooLarge_failsBeforeItIsRead() {
        byte[] header = HexFormat.of().parseHex("30ffffff7f");

        IOException failure = assertThrows(IOException.class, () -> through(header));

        assertTrue(
                failure.getMessage().contains("must have at most 1048576 bytes, has 268435455"), failure.getMessage());
    }

    @Test
    void read_ofAPublishShorterThanItsParts_fails() {
        for (String packet : List.of("3003000161", "30050001610261", "300400016105", "3005000161017f00")) {
            assertThrows(IOException.class, () -> through(HexFormat.of().parseHex(packet)), packet);
        }
    }

    /** Found by fuzzing: each wrong byte became three, and the length of the topic no longer fitted. */
    @Test
    void read_ofALongTopicThatIsNotText_keepsItsLength() throws Exception {
        byte[] packet = publish("a".repeat(60_000), new byte[] {1}, 0, new MqttProperties());
        int topicAt = packet.length - 1 - 1 - 60_000;
        Arrays.fill(packet, topicAt, topicAt + 60_000, (byte) 0x9F);

        MqttPublish read = read(through(packet));

        assertEquals("?".repeat(60_000), read.getTopicName());
    }

    @Test
    void read_ofAnEndedStream_ends() throws IOException {
        assertEquals(-1, new PacketGate(new ByteArrayInputStream(new byte[0]), MAXIMUM, new Payloads()).read());
    }

    /** Found by fuzzing: the length was taken for one byte, and a byte of the next packet for payload. */
    @Test
    void read_ofAPropertyLengthWithNeedlessBytes_fails() {
        byte[] packets = HexFormat.of().parseHex("3006" + "000161" + "8000" + "78" + "d000");

        assertThrows(IOException.class, () -> through(packets));
    }

    /** Whatever arrives, the gate returns bytes, ends or fails with an IOException, as Paho expects. */
    @Test
    void read_ofRandomBytes_neverFailsOtherwise() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] packet = new byte[random.nextInt(2, 40)];
            random.nextBytes(packet);
            packet[0] = (byte) (0x30 | packet[0] & 0x0F);
            packet[1] = (byte) (packet.length - 2);
            try {
                through(packet);
            } catch (IOException e) {
                assertFalse(e.getMessage() != null && e.getMessage().isEmpty(), "seed " + seed);
            }
        }
    }

    private static byte[] through(byte[] packets) throws IOException {
        return through(packets, new Payloads());
    }

    private static byte[] through(byte[] packets, Payloads payloads) throws IOException {
        PacketGate gate = new PacketGate(new ByteArrayInputStream(packets), MAXIMUM, payloads);
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        gate.transferTo(passed);
        return passed.toByteArray();
    }

    private static byte[] publish(String topic, byte[] payload, int qos, MqttProperties properties) throws Exception {
        MqttPublish publish = new MqttPublish(topic, new MqttMessage(payload, qos, false, properties), properties);
        publish.setMessageId(7);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(publish.getHeader());
        packet.write(publish.getPayload());
        return packet.toByteArray();
    }

    private static MqttPublish read(byte[] packet) throws Exception {
        return (MqttPublish) MqttWireMessage.createWireMessage(packet);
    }
}
