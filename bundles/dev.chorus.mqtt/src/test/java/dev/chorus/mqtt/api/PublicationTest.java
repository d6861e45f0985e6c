package dev.chorus.mqtt.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {

    private static final MessageProperties NONE = MessageProperties.EMPTY;

    @ParameterizedTest
    @ValueSource(strings = {"", "a/+", "#", "a\nb", "\uD800", "\uFFFF"})
    void create_toATopicThatCannotBe_isRefused(String topic) {
        Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> Publication.atLeastOnce(topic, new byte[0]));

        assertTrue(
                refusal.getMessage()
                        .startsWith(
                                "topic must be 1 to 65535 bytes of UTF-8 without +, # and control characters, was \""),
                refusal.getMessage());
    }

    @Test
    void create_withQos2_isRefused() {
        assertRefused("qos of a must be 0 or 1, was 2", () -> new Publication("a", new byte[0], 2, false, NONE));
    }

    @Test
    void properties_thatCannotBeSent_areRefused() {
        assertRefused(
                "contentType must be at most 65535 bytes of UTF-8 without control characters, was \"a?b\"",
                () -> NONE.withContentType("a\u0000b"));
        assertRefused(
                "responseTopic must be 1 to 65535 bytes of UTF-8 without +, # and control characters, was \"a/#\"",
                () -> NONE.withResponseTopic("a/#"));
        assertRefused("correlationData must have 1 to 65535 bytes, has 0", () -> NONE.withCorrelationData(new byte[0]));
        assertRefused(
                "correlationData must have 1 to 65535 bytes, has 65536",
                () -> NONE.withCorrelationData(new byte[65536]));
        assertRefused("expiry must be 0 to PT1193046H28M15S, was PT-1S", () -> NONE.withExpiry(Duration.ofSeconds(-1)));
        assertRefused("expiry must be 0 to ", () -> NONE.withExpiry(Duration.ofDays(365 * 200)));
        assertRefused("name of a user property must be at most 65535 bytes", () -> NONE.withUserProperty("\u0007", ""));
        assertRefused(
                "value of a user property must be at most 65535 bytes", () -> NONE.withUserProperty("a", "\u0007"));
    }

    @Test
    void properties_ofTheSameContent_areEqual() {
        MessageProperties one = NONE.withCorrelationData(new byte[] {1, 2}).withUserProperty("a", "b");
        MessageProperties other = NONE.withUserProperties(Map.of("a", "b")).withCorrelationData(new byte[] {1, 2});

        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertFalse(one.equals(other.withCorrelationData(new byte[] {1, 3})));
    }

    @Test
    void userProperties_ofGivenProperties_cannotBeChanged() {
        Map<String, String> properties = NONE.withUserProperty("a", "b").userProperties();

        assertThrows(UnsupportedOperationException.class, () -> properties.put("c", "d"));
    }

    private static void assertRefused(String message, Executable attempt) {
        Exception refusal = assertThrows(IllegalArgumentException.class, attempt);
        assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
    }
}
