package dev.chorus.mqtt.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinkSettingsTest {

    @Test
    void build_withoutMore_hasTheDocumentedDefaults() {
        LinkSettings settings = LinkSettings.builder("mqtt://gateway", "client").build();

        assertEquals(32, settings.inFlightWindow());
        assertEquals(1000, settings.bufferPublications());
        assertEquals(Duration.ofSeconds(20), settings.keepAlive());
        assertTrue(settings.user().isEmpty() && settings.password().isEmpty());
    }

    @Test
    void password_inAndOut_isCopiedAndInNoText() {
        char[] secret = "secret".toCharArray();
        LinkSettings settings = LinkSettings.builder("mqtt://gateway", "client")
                .user("user")
                .password(secret)
                .build();

        secret[0] = 'x';
        settings.password().orElseThrow()[1] = 'y';

        assertArrayEquals("secret".toCharArray(), settings.password().orElseThrow());
        assertFalse(settings.toString().contains("secret"), settings.toString());
    }

    @Test
    void userAndPassword_whenEmpty_areNone() {
        LinkSettings settings = LinkSettings.builder("mqtt://gateway", "client")
                .user(" ")
                .password(new char[0])
                .build();

        assertTrue(settings.user().isEmpty() && settings.password().isEmpty());
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                refused(
                        "keepAlive must be PT1S to PT18H, was PT0.5S",
                        settings -> settings.keepAlive(Duration.ofMillis(500))),
                refused(
                        "minBackoff must be PT0.001S to PT18H, was PT0S",
                        settings -> settings.backoff(Duration.ZERO, Duration.ofSeconds(1))),
                refused(
                        "maxBackoff must be PT2S to PT18H, was PT1S",
                        settings -> settings.backoff(Duration.ofSeconds(2), Duration.ofSeconds(1))),
                refused("inFlightWindow must be 1 to 65535, was 0", settings -> settings.inFlightWindow(0)),
                refused("bufferPublications must be 1 to 1000000, was 0", settings -> settings.buffer(0, 1)),
                refused("bufferBytes must be 1 to 9223372036854775807, was 0", settings -> settings.buffer(1, 0)),
                refused("inboxDeliveries must be 1 to 1000000, was 0", settings -> settings.inboxDeliveries(0)),
                refused("maxPacketBytes must be 1024 to 268435456, was 1", settings -> settings.maxPacketBytes(1)),
                refused("user must be text without control characters, was \"a?\"", settings -> settings.user("a\n")),
                refused(
                        "connectTimeout must be PT0.1S to PT18H, was PT0S",
                        settings -> settings.connectTimeout(Duration.ZERO)),
                refused(
                        "closeTimeout must be PT0.1S to PT18H, was PT0S",
                        settings -> settings.closeTimeout(Duration.ZERO)));
    }

    private static Arguments refused(String message, UnaryOperator<LinkSettingsBuilder> change) {
        return Arguments.of(message, change);
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void build_withSomethingOutOfRange_namesItItsValueAndWhatIsAllowed(
            String message, UnaryOperator<LinkSettingsBuilder> change) {
        LinkSettingsBuilder builder = change.apply(LinkSettings.builder("mqtt://gateway", "client"));

        Exception refusal = assertThrows(IllegalArgumentException.class, builder::build);

        assertEquals(message, refusal.getMessage());
    }
}
