package dev.chorus.core.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    private final Topics topics = new Topics("plant/line1", "parts");

    @Test
    void topics_ofAFamily_areThoseOfTheProtocolPage() {
        assertEquals("plant/line1/parts/request", topics.request());
        assertEquals("plant/line1/parts/topk/p32", topics.topK("p32"));
        assertEquals("plant/line1/parts/topk-json/p32", topics.topKJson("p32"));
        assertEquals("plant/line1/parts/result", topics.result());
        assertEquals("plant/line1/parts/status/variant/gw1", topics.status(Status.Kind.VARIANT, "gw1"));
    }

    @Test
    void variantOf_ownTopic_isItsLastLevel() {
        assertEquals(Optional.of("p32"), topics.variantOf(topics.topK("p32")));
        assertEquals(
                Optional.of("gw1"), topics.instanceOf(Status.Kind.VARIANT, "plant/line1/parts/status/variant/gw1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plant/line1/other/topk/p32",
                "plant/line1/parts/topk/",
                "plant/line1/parts/topk/a/b",
                "plant/line1/parts/topk/ä",
                "plant/line1/parts/result"
            })
    void variantOf_otherTopic_isNone(String topic) {
        assertEquals(Optional.empty(), topics.variantOf(topic));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "a/#", "a+b", "a b"})
    void topics_wrongRoot_refused(String root) {
        assertThrows(IllegalArgumentException.class, () -> new Topics(root, "parts"));
    }

    @Test
    void topics_wrongFamily_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Topics("chorus", "a/b"));
    }
}
