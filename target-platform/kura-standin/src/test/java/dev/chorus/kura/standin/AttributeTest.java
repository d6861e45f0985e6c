package dev.chorus.kura.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributeTest {

    @Test
    void defaultValue_singleWithEscapedComma_keepsTheComma() {
        // given
        Attribute attribute = new Attribute("labels", AttributeType.STRING, 0, "bolt\\,nut");

        // when
        Optional<Object> value = attribute.defaultValue();

        // then
        assertEquals(Optional.of("bolt,nut"), value);
    }

    @Test
    void defaultValue_singleWithPlainComma_isCutAtTheComma() {
        assertEquals(Optional.of("bolt"), new Attribute("labels", AttributeType.STRING, 1, "bolt,nut").defaultValue());
    }

    @Test
    void defaultValue_singleBackslash_isLost() {
        assertEquals(
                Optional.of("C:models"), new Attribute("folder", AttributeType.STRING, 0, "C:\\models").defaultValue());
    }

    @Test
    void defaultValue_doubledBackslash_staysOnce() {
        assertEquals(
                Optional.of("C:\\models"),
                new Attribute("folder", AttributeType.STRING, 0, "C:\\\\models").defaultValue());
    }

    @Test
    void defaultValue_array_isSplitTrimmedAndTyped() {
        // given
        Attribute attribute = new Attribute("sizes", AttributeType.INTEGER, 5, "96, 128 ,160");

        // when
        Integer[] value = (Integer[]) attribute.defaultValue().orElseThrow();

        // then
        assertArrayEquals(new Integer[] {96, 128, 160}, value);
    }

    @Test
    void defaultValue_cardinalityMinusOne_isOneValue() {
        assertEquals(Optional.of(5L), new Attribute("k", AttributeType.LONG, -1, "5").defaultValue());
    }

    @Test
    void defaultValue_noText_isAbsent() {
        assertEquals(Optional.empty(), new Attribute("url", AttributeType.STRING, 0, "").defaultValue());
    }
}
