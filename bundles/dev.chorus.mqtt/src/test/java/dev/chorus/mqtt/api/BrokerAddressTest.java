package dev.chorus.mqtt.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://gateway:1884, gateway, 1884, false",
        "tcp://10.0.0.1:1883, 10.0.0.1, 1883, false",
        "mqtts://gateway:8884, gateway, 8884, true",
        "ssl://gateway, gateway, 8883, true",
        "mqtt://gateway/, gateway, 1883, false",
        "' mqtt://docker_host ', docker_host, 1883, false",
        "mqtt://[::1]:1883, [::1], 1883, false",
    })
    void parse_ofABrokerUrl_givesItsParts(String url, String host, int port, boolean secure) {
        assertEquals(new BrokerAddress(host, port, secure), BrokerAddress.parse(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gateway:1883",
                "http://gateway:1883",
                "mqtt://",
                "mqtt://:1883",
                "mqtt://gateway:0",
                "mqtt://gateway:65536",
                "mqtt://gateway:port",
                "mqtt://gateway/path",
                "mqtt://gate way",
                "ws://gateway:80",
            })
    void parse_ofSomethingElse_namesFieldValueAndWhatIsAllowed(String url) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> BrokerAddress.parse(url));

        assertTrue(refusal.getMessage().endsWith(", was \"" + url + "\""), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("mqtts://host:port"), refusal.getMessage());
    }

    @Test
    void parse_ofAUrlWithCredentials_doesNotRepeatThem() {
        Exception refusal = assertThrows(
                IllegalArgumentException.class, () -> BrokerAddress.parse("mqtt://user:secret@gateway:1883"));

        assertFalse(refusal.getMessage().contains("secret"), refusal.getMessage());
    }
}
