package dev.chorus.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyReaderTest {

    @Test
    void whole_numberOfAnyType_isRead() {
        for (Object value : Arrays.asList(5, 5L, 5.0f, (short) 5, (byte) 5, "5", " 5 ", "5.0")) {
            PropertyReader reader = new PropertyReader(Map.of("k", value));

            assertEquals(5, reader.whole("k", 1, 1, 10));
            assertEquals(List.of(), reader.problems());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "0", "2.5", "many", "", "NaN", "1e99"})
    void whole_notAllowed_isTheDefaultAndAProblem(String value) {
        PropertyReader reader = new PropertyReader(Map.of("k", value));

        assertEquals(3, reader.whole("k", 3, 1, 10));
        assertEquals(List.of("k must be a whole number within 1..10, was '" + value + "'"), reader.problems());
    }

    @Test
    void absent_properties_areTheDefaults() {
        PropertyReader reader = new PropertyReader(Map.of());

        assertEquals(3, reader.whole("k", 3, 1, 10));
        assertEquals(true, reader.flag("early.stop", true));
        assertEquals("x", reader.text("user", "x"));
        assertEquals("a", reader.option("strategy", "a", List.of("a", "b")));
        assertEquals(List.of(), reader.problems());
    }

    @Test
    void name_absentEmptyOrOdd_isAProblem() {
        assertNameProblem(Map.of(), "family must be 1..64 of A-Z a-z 0-9 _ . -, was empty");
        assertNameProblem(Map.of("family", " "), "family must be 1..64 of A-Z a-z 0-9 _ . -, was empty");
        assertNameProblem(Map.of("family", "a/b"), "family must be 1..64 of A-Z a-z 0-9 _ . -, was 'a/b'");
        assertNameProblem(Map.of("family", 7), "family must be a text, was '7'");
    }

    private static void assertNameProblem(Map<String, Object> properties, String beginning) {
        PropertyReader reader = new PropertyReader(properties);

        assertNull(reader.name("family"));
        assertEquals(1, reader.problems().size());
        assertEquals(beginning, reader.problems().get(0).substring(0, beginning.length()));
    }

    @Test
    void flag_otherWord_isTheDefaultAndAProblem() {
        PropertyReader reader = new PropertyReader(Map.of("early.stop", "yes"));

        assertEquals(true, reader.flag("early.stop", true));
        assertEquals(List.of("early.stop must be true or false, was 'yes'"), reader.problems());
    }

    @Test
    void option_unknown_isTheDefaultAndAProblem() {
        PropertyReader reader = new PropertyReader(Map.of("strategy", "guess"));

        assertEquals("a", reader.option("strategy", "a", List.of("a", "b")));
        assertEquals(List.of("strategy must be one of [a, b], was 'guess'"), reader.problems());
    }

    @Test
    void text_ofAnotherType_isTheDefaultAndAProblem() {
        PropertyReader reader = new PropertyReader(Map.of("user", new String[] {"a"}));

        assertEquals("x", reader.text("user", "x"));
        assertEquals(1, reader.problems().size());
    }

    @Test
    void text_withControlCharacters_isAProblemOfOneLine() {
        PropertyReader reader = new PropertyReader(Map.of("user", "a\nERROR b", "family", "c\td"));

        assertEquals("x", reader.text("user", "x"));
        assertNull(reader.name("family"));
        assertEquals(
                List.of(
                        "user must be a text without control characters, was 'a?ERROR b'",
                        "family must be a text without control characters, was 'c?d'"),
                reader.problems());
    }

    @Test
    void whole_ofSeveralValues_isAProblemThatShowsThem() {
        PropertyReader reader = new PropertyReader(Map.of("k", new Integer[] {5, 6}, "quorum", new int[] {1}));

        assertEquals(3, reader.whole("k", 3, 1, 10));
        assertEquals(4, reader.whole("quorum", 4, 1, 10));
        assertEquals(
                List.of(
                        "k must be a whole number within 1..10, was '[5, 6]'",
                        "quorum must be a whole number within 1..10, was 'an array of int'"),
                reader.problems());
    }

    @Test
    void problem_veryLongValue_isCut() {
        PropertyReader reader = new PropertyReader(Map.of("k", "9".repeat(10_000)));

        reader.whole("k", 3, 1, 10);

        assertEquals(true, reader.problems().get(0).length() < 200);
    }
}
