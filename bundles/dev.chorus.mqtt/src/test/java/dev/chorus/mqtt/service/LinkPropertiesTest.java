package dev.chorus.mqtt.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.config.PropertyReader;
import java.security.KeyStoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkPropertiesTest {

    private static final String SECRET = "open sesame";

    @Test
    void read_nothingConfigured_isTheDefaults() {
        LinkProperties link = read(Map.of()).orElseThrow();

        assertEquals(
                new LinkProperties("mqtt://localhost:1883", "gw-line1", null, null, "chorus", Optional.empty()), link);
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
        "broker.url, http://hall, 'broker.url: brokerUrl must be mqtt://host:port or'",
        "broker.url, nonsense, 'broker.url: brokerUrl must be mqtt://host:port or'",
        "client.id, a/b, 'client.id: client id must be 1..64 of A-Z a-z 0-9 _ . -, was ''a/b'''",
        "user, a\uFFFFb, 'user: user must be text without control characters, was \"a?b\"'",
        "topic.root, a/#, topic.root: topic root must be levels of"
    })
    void read_oneMistake_isEmptyAndAProblem(String name, String value, String problem) {
        PropertyReader reader = new PropertyReader(Map.of(name, value));

        Optional<LinkProperties> link = LinkProperties.read(reader, "line1", new PlainSecrets());

        assertEquals(Optional.empty(), link);
        assertTrue(
                reader.problems().get(0).startsWith(problem), reader.problems().toString());
    }

    @Test
    void read_passwordThatCannotBeDecrypted_isAProblemWithoutTheSecret() {
        PropertyReader reader = new PropertyReader(Map.of("password", SECRET));

        Optional<LinkProperties> link = LinkProperties.read(reader, "line1", new PlainSecrets() {
            @Override
            public char[] password(Object configured) {
                throw new IllegalStateException("cannot decrypt " + configured);
            }
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

    @Test
    void read_tlsOfAService_isItsAndEqualWhileItDoesNotChange() {
        Map<String, Object> properties = new HashMap<>(
                Map.of("broker.url", "mqtts://hall", "SslManagerService.target", "(a=b)", "ssl.key.alias", "gateway"));
        LinkProperties link = read(properties).orElseThrow();
        LinkProperties same = read(properties).orElseThrow();

        properties.put("ssl.key.alias", "other");
        LinkProperties other = read(properties).orElseThrow();

        assertEquals(link, same);
        assertNotEquals(link, other);
        assertEquals("(a=b) gateway", link.tls().orElseThrow().origin());
        assertTrue(link.settings().build().socketFactory().isPresent());
    }

    @ParameterizedTest
    @CsvSource({"mqtt://hall, (a=b), gateway", "mqtts://hall, (kura.service.pid=changeme), ''", "mqtts://hall, '', ''"})
    void read_noTlsOrOfNoService_isThePlatforms(String url, String target, String alias) {
        LinkProperties link = read(Map.of(
                        "broker.url", url, "SslManagerService.target", target, "ssl.key.alias", alias))
                .orElseThrow();

        assertEquals(Optional.empty(), link.tls());
        assertEquals(Optional.empty(), link.settings().build().socketFactory());
    }

    @Test
    void read_sslServiceSwitchedOff_isThePlatformsTlsWhateverIsChosen() {
        LinkProperties link = read(Map.of(
                        "broker.url",
                        "mqtts://hall",
                        "ssl.service.enabled",
                        false,
                        "SslManagerService.target",
                        "(a=b)",
                        "ssl.key.alias",
                        "unknown"))
                .orElseThrow();

        assertEquals(Optional.empty(), link.tls());
    }

    @Test
    void read_tlsThatTheGatewayCannotProvide_isAProblemWithTheReason() {
        PropertyReader reader = new PropertyReader(
                Map.of("broker.url", "mqtts://hall", "SslManagerService.target", "(a=b)", "ssl.key.alias", "unknown"));

        Optional<LinkProperties> link = LinkProperties.read(reader, "line1", new PlainSecrets());

        assertEquals(Optional.empty(), link);
        assertEquals(
                List.of("SslManagerService.target is '(a=b)', ssl.key.alias is 'unknown': no such key"),
                reader.problems());
    }

    @Test
    void read_keyOfNoService_isAProblem() {
        PropertyReader reader = new PropertyReader(Map.of("broker.url", "mqtts://hall", "ssl.key.alias", "gateway"));

        LinkProperties.read(reader, "line1", new PlainSecrets());

        assertEquals(
                List.of(
                        "ssl.key.alias needs SslManagerService.target to select the service with the key, was 'gateway'"),
                reader.problems());
    }

    private static Optional<LinkProperties> read(Map<String, Object> properties) {
        return LinkProperties.read(new PropertyReader(properties), "line1", new PlainSecrets());
    }

    /** Passwords are plain text; TLS is the platform's, but unknown keys are rejected. */
    private static class PlainSecrets implements LinkSecrets {

        @Override
        public String gateway() {
            return "gw";
        }

        @Override
        public char[] password(Object configured) {
            return configured.toString().toCharArray();
        }

        @Override
        public LinkTls tls(String target, String keyAlias) throws KeyStoreException {
            if (keyAlias.equals("unknown")) {
                throw new KeyStoreException("no such key");
            }
            return new LinkTls(target + " " + keyAlias, (SSLSocketFactory) SSLSocketFactory.getDefault());
        }
    }
}
