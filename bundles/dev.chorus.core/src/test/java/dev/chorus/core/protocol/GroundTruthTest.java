package dev.chorus.core.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroundTruthTest {

    private static final byte[] PAGE = "{\"id\":\"3432\",\"label\":\"nut\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void decode_exampleOfTheProtocolPage_isTaken() throws MalformedPayloadException {
        GroundTruth truth = GroundTruth.decode(PAGE);

        assertEquals(new GroundTruth(RequestId.ofBytes("42".getBytes(StandardCharsets.UTF_8), false), "nut"), truth);
        assertEquals(new String(PAGE, StandardCharsets.UTF_8), new String(truth.encode(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"id\":\"3432\"}",
                "{\"label\":\"nut\"}",
                "{\"id\":\"\",\"label\":\"nut\"}",
                "{\"id\":\"343\",\"label\":\"nut\"}",
                "{\"id\":\"3432343234323432343234323432343234\",\"label\":\"nut\"}",
                "{\"id\":\"3432\",\"label\":7}"
            })
    void decode_whatIsNone_isRefused(String text) {
        assertThrows(MalformedPayloadException.class, () -> GroundTruth.decode(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void decode_labelThatIsTooLong_isRefused() {
        String text = "{\"id\":\"3432\",\"label\":\"" + "n".repeat(513) + "\"}";

        assertThrows(MalformedPayloadException.class, () -> GroundTruth.decode(text.getBytes(StandardCharsets.UTF_8)));
    }
}
