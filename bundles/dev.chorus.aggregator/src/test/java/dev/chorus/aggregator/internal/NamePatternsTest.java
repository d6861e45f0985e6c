package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*|p72|gw1|true",
                "p72|p72|anything|true",
                "p72|p721|gw1|false",
                "p72|xp72|gw1|false",
                "p.2|p72|gw1|false",
                "p48, p72|p72|gw1|true",
                "p*|p72|gw1|true",
                "p*2|p72|gw1|true",
                "p*2|p7|gw1|false",
                "**p**2**|p72|gw1|true",
                "p72@gw1|p72|gw1|true",
                "p72@gw1|p72|gw2|false",
                "*@gw-*|p72|gw-1|true",
                "*@gw-*|p72|line|false",
                "p*|x|p72|false"
            })
    void allow_nameAtAnInstance_followsThePattern(String list, String name, String instance, boolean allowed) {
        assertEquals(allowed, NamePatterns.parse(list).orElseThrow().allow(name, instance));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "p72,", "p 72", "p/72", "@gw", "p72@", "a@b@c", "+"})
    void parse_noList_isEmpty(String list) {
        assertEquals(Optional.empty(), NamePatterns.parse(list));
    }

    /** A pattern of many stars must not take exponential time for a name that a peer chooses. */
    @Test
    void allow_manyStarsAndALongName_endsSoon() {
        NamePatterns patterns =
                NamePatterns.parse("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b").orElseThrow();

        assertTimeout(Duration.ofSeconds(60), () -> patterns.allow("a".repeat(64), "a".repeat(64)));
    }
}
