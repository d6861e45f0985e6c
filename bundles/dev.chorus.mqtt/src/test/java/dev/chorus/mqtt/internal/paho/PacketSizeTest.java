package dev.chorus.mqtt.internal.paho;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.internal.PacketSize;
import java.time.Duration;
import java.util.Map;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttSubscribe;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sizes that are compared with a broker's limit are those of Paho's packets. */
class PacketSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 0, 0",
        "1, 100, 0",
        "1, 118, 0",
        "1, 119, 0",
        "0, 16000, 200",
        "1, 16400, 40",
        "1, 3000000, 1"
    })
    void exact_ofAnyPublication_isThatOfThePacket(int qos, int payloadBytes, int textCharacters) throws Exception {
        MessageProperties properties = MessageProperties.EMPTY;
        if (textCharacters > 0) {
            String text = "ü".repeat(textCharacters);
            properties = properties
                    .withContentType(text)
                    .withResponseTopic(text)
                    .withCorrelationData(new byte[textCharacters])
                    .withExpiry(Duration.ofSeconds(3))
                    .withUserProperty("a" + text, text)
                    .withUserProperty("b" + text, text);
        }
        Publication publication = new Publication("tüpic", new byte[payloadBytes], qos, false, properties);
        MqttPublish packet = new MqttPublish(
                publication.topic(), PahoMessages.outgoing(publication), PahoMessages.properties(properties));

        assertEquals(bytes(packet), PacketSize.exact(publication));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 117, 130, 16400, 60000})
    void ofSubscribe_always_isThatOfThePacket(int characters) throws Exception {
        String filter = "a".repeat(characters);
        MqttSubscription[] subscriptions = {new MqttSubscription(filter, 1), new MqttSubscription("ü/#", 0)};

        long bytes = bytes(new MqttSubscribe(subscriptions, new MqttProperties()));

        assertEquals(bytes, PacketSize.ofSubscribe(Map.of(filter, 1, "ü/#", 0)));
    }

    private static long bytes(MqttWireMessage packet) throws Exception {
        packet.setMessageId(7);
        return packet.getHeader().length + packet.getPayload().length;
    }
}
