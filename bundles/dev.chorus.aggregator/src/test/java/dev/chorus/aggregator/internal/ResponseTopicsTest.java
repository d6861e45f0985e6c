package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Topics;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTopicsTest {

    private final ResponseTopics responseTopics = new ResponseTopics(new Topics("chorus", "parts"));

    @ParameterizedTest
    @ValueSource(strings = {"answers/7", "a", "chorus/parts/reply/7", "/answers", "chorus/clients/7/result"})
    void problem_topicOfTheRequester_isNone(String topic) {
        assertEquals(Optional.empty(), responseTopics.problem(topic));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "answers/+",
                "answers/#",
                "answers/\0",
                "$SYS/broker",
                "$EDC/account/gateway/DEPLOY-V2/EXEC/install",
                "chorus/parts/request",
                "chorus/parts/result",
                "chorus/parts/topk/p32",
                "chorus/parts/status/variant/g1",
                "chorus/tools/request"
            })
    void problem_topicThatAnswersMustNotGoTo_isToldWithWhatIsAllowed(String topic) {
        String problem = responseTopics.problem(topic).orElseThrow();

        assertTrue(problem.startsWith("response topic is '" + topic + "', allowed is "), problem);
    }

    @Test
    void problem_longTopic_isToldShortened() {
        assertEquals(Optional.empty(), responseTopics.problem("a".repeat(1024)));
        assertTrue(responseTopics.problem("a".repeat(1025)).orElseThrow().length() < 200);
    }
}
