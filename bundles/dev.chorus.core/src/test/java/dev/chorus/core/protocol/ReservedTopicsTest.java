package dev.chorus.core.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedTopicsTest {

    private final Topics topics = new Topics("plant/chorus", "parts");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plant/chorus/parts/request",
                "plant/chorus/parts/result",
                "plant/chorus/parts/doubtful",
                "plant/chorus/parts/truth",
                "plant/chorus/parts/topk",
                "plant/chorus/parts/topk/p32",
                "plant/chorus/parts/topk-json/p32",
                "plant/chorus/parts/status/variant/g1",
                "plant/chorus/parts/status/line\nfeed",
                "plant/chorus/another/request"
            })
    void isReserved_topicOfTheProtocol_isTrue(String topic) {
        assertTrue(topics.isReserved(topic));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answers/7",
                "plant/chorus/parts/reply/7",
                "plant/chorus/parts/requests",
                "plant/chorus/clients/7/result",
                "chorus/parts/request"
            })
    void isReserved_topicOfSomebodyElse_isFalse(String topic) {
        assertFalse(topics.isReserved(topic));
    }
}
