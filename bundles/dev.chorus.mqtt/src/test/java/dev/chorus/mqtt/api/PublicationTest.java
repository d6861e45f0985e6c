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

        assertTrue(refusal.getMessage().startsWith("topic is \""), refusal.getMessage());
    }

    @Test
    void create_withQos2_isRefused() {
        assertRefused("qos of a is 2, allowed is 0 or 1", () -> new Publication("a", new byte[0], 2, false, NONE));
    }

    @Test
    void properties_thatCannotBeSent_areRefused() {
        assertRefused("contentType is \"a?b\"", () -> NONE.withContentType("a\u0000b"));
        assertRefused("responseTopic is \"a/#\"", () -> NONE.withResponseTopic("a/#"));
        assertRefused("correlationData has 0 bytes", () -> NONE.withCorrelationData(new byte[0]));
        assertRefused("correlationData has 65536 bytes", () -> NONE.withCorrelationData(new byte[65536]));
        assertRefused("expiry is PT-1S", () -> NONE.withExpiry(Duration.ofSeconds(-1)));
        assertRefused("expiry is ", () -> NONE.withExpiry(Duration.ofDays(365 * 200)));
        assertRefused("the name of a user property is \"?\"", () -> NONE.withUserProperty("\u0007", ""));
        assertRefused("a user property is \"?\"", () -> NONE.withUserProperty("a", "\u0007"));
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
