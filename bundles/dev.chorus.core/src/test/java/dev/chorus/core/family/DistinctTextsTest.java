package dev.chorus.core.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DistinctTextsTest {

    @Test
    void add_textsOfEqualHashes_areAllTaken() {
        DistinctTexts texts = new DistinctTexts(1 << 10);

        for (int number = 0; number < 1 << 10; number++) {
            assertTrue(texts.add(ofOneHash(number)), ofOneHash(number));
        }

        assertEquals(1 << 10, texts.size());
    }

    @Test
    void add_textThatIsThere_isNotTaken() {
        DistinctTexts texts = new DistinctTexts(3);
        texts.add("bolt");
        texts.add("");

        assertFalse(texts.add(new StringBuilder("bolt").toString()));
        assertFalse(texts.add(""));
        assertTrue(texts.add("nut"));
    }

    private static String ofOneHash(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 10; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        assertEquals("Aa".repeat(10).hashCode(), text.toString().hashCode());
        return text.toString();
    }
}
