package dev.chorus.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {

    private static final JsonLimits LIMITS = new JsonLimits(10_000, 10);

    private static JsonFields parse(String text) {
        return JsonFields.parse(text.getBytes(StandardCharsets.UTF_8), LIMITS);
    }

    @Test
    void parse_document_hasItsFields() {
        JsonFields fields = parse("{\"a\":1,\"b\":\"x\\u00e9\",\"c\":{\"d\":[true,false]},\"n\":null,\"e\":2.5}");

        assertEquals(1, fields.whole("a", 0, 9));
        assertEquals("xé", fields.string("b"));
        assertEquals(2.5, fields.number("e"));
        assertTrue(fields.object("c").has("d"));
        assertTrue(!fields.has("n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":",
                "{\"a\":1}{}",
                "{\"a\":1}x",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":1;\"b\":2}",
                "{\"a\":01}",
                "[1]",
                "7"
            })
    void parse_whatIsNotOneObjectOfJson_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> parse(text));
    }

    @Test
    void parse_moreBytesThanAllowed_isRefusedUnread() {
        String problem = refusal("x".repeat(10_001));

        assertEquals("JSON must have at most 10000 bytes, has 10001", problem);
    }

    @Test
    void parse_bytesOfLongCharacters_areCounted() {
        assertTrue(refusal("{\"a\":\"" + "é".repeat(5000) + "\"}").contains("10000 bytes"));
    }

    @Test
    void parse_moreValuesThanAllowed_isRefused() {
        parse("{\"a\":[1,2,3,4,5,6,7,8]}");

        assertEquals("JSON must have at most 10 values, has more", refusal("{\"a\":[1,2,3,4,5,6,7,8,9]}"));
        assertEquals("JSON must have at most 10 values, has more", refusal("{\"a\":[[],[],[],[],[],[],[],[],[]]}"));
    }

    @Test
    void parse_deeperThanAllowed_isRefused() {
        JsonLimits many = new JsonLimits(10_000, 10_000);
        byte[] deep = ("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}").getBytes(StandardCharsets.UTF_8);
        byte[] deeper = ("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}").getBytes(StandardCharsets.UTF_8);

        JsonFields.parse(deep, many);

        assertThrows(IllegalArgumentException.class, () -> JsonFields.parse(deeper, many));
    }

    @Test
    void parse_longNumber_isRefused() {
        assertEquals("a number must have at most 256 characters, has 257", refusal("{\"a\":" + "1".repeat(257) + "}"));
    }

    @Test
    void parse_longName_isRefused() {
        assertEquals(
                "the name of a field must have at most 256 characters, has 257",
                refusal("{\"" + "n".repeat(257) + "\":1}"));
    }

    @Test
    void parse_numberBeyondDoubles_isRefusedWhenRead() {
        JsonFields fields = parse("{\"a\":5e400,\"b\":-5e400}");

        assertThrows(IllegalArgumentException.class, () -> fields.number("a"));
        assertThrows(IllegalArgumentException.class, () -> fields.number("b", 0, 1));
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> parse(text)).getMessage();
    }
}
