package dev.chorus.core.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, \\u0000",
        "7, \\u0007",
        "10, \\u000a",
        "13, \\u000d",
        "27, \\u001b",
        "127, \\u007f",
        "133, \\u0085",
        "155, \\u009b",
        "1564, \\u061c",
        "8206, \\u200e",
        "8207, \\u200f",
        "8232, \\u2028",
        "8233, \\u2029",
        "8234, \\u202a",
        "8238, \\u202e",
        "8294, \\u2066",
        "8297, \\u2069",
        "55296, \\ud800",
        "57343, \\udfff"
    })
    void escaped_characterThatTerminalsObey_isWrittenAsEscape(int character, String expected) {
        assertEquals("a" + expected + "b", PeerText.escaped("a" + (char) character + "b"));
    }

    @Test
    void escaped_printableText_isTheSame() {
        String text = "Zahnrad ⚙ 齒輪 عربي 👩‍🔧 \\ \"";

        assertSame(text, PeerText.escaped(text));
        assertNull(PeerText.escaped(null));
    }

    @Test
    void escaped_twice_isAsOnce() {
        String once = PeerText.escaped("\u001b[2J");

        assertEquals("\\u001b[2J", once);
        assertSame(once, PeerText.escaped(once));
    }

    @Test
    void escaped_longText_isCut() {
        assertEquals("ab...", PeerText.escaped("abc", 2));
        assertEquals("abc", PeerText.escaped("abc", 3));
    }
}
