package dev.chorus.mqtt.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/c, false",
        "a/b, a/b/c, false",
        "a/b, a, false",
        "a/+, a/b, true",
        "a/+, a/, true",
        "a/+, a, false",
        "a/+/c, a/b/c, true",
        "+, /a, false",
        "+/+, /a, true",
        "#, a/b/c, true",
        "a/#, a/b/c, true",
        "a/#, a, true",
        "a/#, ab, false",
        "#, $SYS/uptime, false",
        "+/uptime, $SYS/uptime, false",
        "$SYS/#, $SYS/uptime, true",
        "$share/group/a/+, a/b, true",
        "$share/group/a/+, $share/group/a/b, false",
    })
    void matches_asTheStandardSays(String filter, String topic, boolean expected) {
        assertEquals(expected, TopicFilter.parse(filter).matches(topic));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a/#/b", "a#", "a/b+", "++", "$share/group", "$share//a", "$share/g+/a", "$share/g/", "a\nb"
            })
    void parse_ofAMalformedFilter_namesIt(String filter) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> TopicFilter.parse(filter));

        assertTrue(
                refusal.getMessage().startsWith("filter must be a topic in which + stands for one whole level"),
                refusal.getMessage());
    }
}
