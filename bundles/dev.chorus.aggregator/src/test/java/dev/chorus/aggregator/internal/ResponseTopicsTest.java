package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Topics;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTopicsTest {

    private static final Topics TOPICS = new Topics("plant/chorus", "parts");

    private static ResponseTopics allowing(String... filters) {
        return new ResponseTopics(TOPICS, new ReplyTopics(List.of(filters)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plant/chorus/parts/reply/7", "plant/chorus/parts/reply/7/8", "plant/chorus/parts/reply"})
    void problem_topicOfTheFamily_isNone(String topic) {
        assertEquals(Optional.empty(), new ResponseTopics(TOPICS, ReplyTopics.DEFAULT).problem(topic));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answers/7",
                "homeassistant/sensor/x/config",
                "chorus/parts/reply/7",
                "plant/chorus/tools/reply/7",
                "plant/chorus/parts/replyx/7",
                "/plant/chorus/parts/reply/7",
                "plant/chorus/parts"
            })
    void problem_topicOutsideOfTheFamilysReplies_namesTheAllowedTopics(String topic) {
        String problem =
                new ResponseTopics(TOPICS, ReplyTopics.DEFAULT).problem(topic).orElseThrow();

        assertEquals(
                "response topic must match reply.topics, plant/chorus/parts/reply/#, was '" + topic + "'", problem);
    }

    @Test
    void problem_topicThatTheOperatorAllows_isNone() {
        ResponseTopics allowed = allowing("{root}/{family}/reply/#", "answers/+/of/{family}", "/all/#");

        assertEquals(Optional.empty(), allowed.problem("plant/chorus/parts/reply/7"));
        assertEquals(Optional.empty(), allowed.problem("answers/7/of/parts"));
        assertEquals(Optional.empty(), allowed.problem("/all"));
        assertTrue(allowed.problem("answers/7/8/of/parts").isPresent());
        assertTrue(allowed.problem("answers/7/of/tools").isPresent());
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
                "plant/chorus/parts/request",
                "plant/chorus/parts/result",
                "plant/chorus/parts/topk/p32",
                "plant/chorus/parts/status/variant/g1",
                "plant/chorus/tools/request"
            })
    void problem_topicThatAnswersNeverGoTo_isReportedWhateverIsAllowed(String topic) {
        String problem = allowing("#").problem(topic).orElseThrow();

        assertTrue(problem.startsWith("response topic must "), problem);
        assertTrue(problem.endsWith(", was '" + topic.replace("\0", "\\u0000") + "'"), problem);
    }

    @Test
    void problem_longTopic_isShortened() {
        assertEquals(Optional.empty(), allowing("#").problem("a".repeat(1024)));
        assertTrue(allowing("#").problem("a".repeat(1025)).orElseThrow().length() < 200);
    }
}
