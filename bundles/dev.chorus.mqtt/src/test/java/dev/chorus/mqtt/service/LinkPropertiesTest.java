package dev.chorus.mqtt.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.family.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkPropertiesTest {

    private static final String SECRET = "open sesame";

    @Test
    void read_nothingConfigured_isTheDefaults() {
        LinkProperties link = read(Map.of()).orElseThrow();

        assertEquals(new LinkProperties("mqtt://localhost:1883", "gw-line1", null, null, "chorus"), link);
    }

    @Test
    void read_everything_isTaken() {
        LinkProperties link = read(Map.of(
                        "broker.url", "mqtts://hall:8883",
                        "client.id", "press",
                        "user", "line1",
                        "password", SECRET,
                        "topic.root", "plant/a"))
                .orElseThrow();

        assertEquals("mqtts://hall:8883", link.settings().build().broker().toString());
        assertEquals("press", link.clientId());
        assertEquals("plant/a", link.topicRoot());
        assertArrayEquals(
                SECRET.toCharArray(), link.settings().build().password().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "broker.url, http://hall, brokerUrl is \"http://hall\"",
        "broker.url, nonsense, brokerUrl is \"nonsense\"",
        "client.id, a/b, id is 'a/b'",
        "topic.root, a/#, topic root is 'a/#'"
    })
    void read_oneMistake_isEmptyAndAProblem(String name, String value, String problem) {
        PropertyReader reader = new PropertyReader(Map.of(name, value));

        Optional<LinkProperties> link = LinkProperties.read(reader, "gw-line1", LinkPropertiesTest::decrypt);

        assertEquals(Optional.empty(), link);
        assertTrue(
                reader.problems().get(0).startsWith(problem), reader.problems().toString());
    }

    @Test
    void read_passwordThatCannotBeDecrypted_isAProblemWithoutTheSecret() {
        PropertyReader reader = new PropertyReader(Map.of("password", SECRET));

        Optional<LinkProperties> link = LinkProperties.read(reader, "gw-line1", secret -> {
            throw new IllegalStateException("cannot decrypt " + secret);
        });

        assertEquals(Optional.empty(), link);
        assertEquals(1, reader.problems().size());
        assertFalse(reader.problems().toString().contains(SECRET));
    }

    @Test
    void equals_otherPassword_isAnother() {
        Map<String, Object> properties = new HashMap<>(Map.of("password", SECRET));
        LinkProperties link = read(properties).orElseThrow();
        LinkProperties same = read(properties).orElseThrow();

        properties.put("password", "other");

        assertEquals(same, link);
        assertNotEquals(read(properties).orElseThrow(), link);
        assertFalse(link.toString().contains(SECRET));
    }

    @ParameterizedTest
    @CsvSource({"line1", "'a pid/with odd: characters'", "''"})
    void ofComponent_anyPid_isAName(String pid) {
        assertTrue(Names.isName(ClientIds.ofComponent(pid)));
    }

    @Test
    void ofComponent_veryLongPid_keepsItsEnd() {
        String id = ClientIds.ofComponent("x".repeat(100) + "line1");

        assertTrue(Names.isName(id));
        assertTrue(id.endsWith("line1"));
    }

    private static Optional<LinkProperties> read(Map<String, Object> properties) {
        return LinkProperties.read(new PropertyReader(properties), "gw-line1", LinkPropertiesTest::decrypt);
    }

    private static char[] decrypt(Object configured) {
        return configured.toString().toCharArray();
    }
}
