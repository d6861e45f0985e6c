package dev.chorus.aggregator.internal;

import dev.chorus.core.peer.PeerText;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.TopicFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks Response Topics. The aggregator may have rights at the broker that a requester does not have, and must not
 * lend them: answers go only where the operator allows it, and neither to topics of the protocol nor to those that
 * begin with {@code $}, which brokers and Kura use for control. Immutable.
 */
final class ResponseTopics {

    private static final int MAX_BYTES = 1024;
    private static final int MAX_SHOWN = 80;

    private final Topics topics;
    private final List<TopicFilter> allowed;

    /** @param replyTopics allowed by the operator */
    ResponseTopics(Topics topics, ReplyTopics replyTopics) {
        this.topics = topics;
        this.allowed = replyTopics.of(topics);
    }

    /** Returns the problem with a topic, as text for an operator; empty if answers may be sent there. */
    Optional<String> problem(String topic) {
        if (topic.isEmpty() || topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return refused(topic, "must have 1 to " + MAX_BYTES + " bytes");
        }
        if (topic.chars().anyMatch(character -> character == '+' || character == '#' || character == 0)) {
            return refused(topic, "must have no wildcards");
        }
        if (topic.startsWith("$") || topics.isReserved(topic)) {
            return refused(topic, "must not be a topic of the protocol or begin with $");
        }
        if (allowed.stream().noneMatch(filter -> filter.matches(topic))) {
            return refused(
                    topic,
                    "must match reply.topics, "
                            + allowed.stream().map(TopicFilter::toString).collect(Collectors.joining(",")));
        }
        return Optional.empty();
    }

    private static Optional<String> refused(String topic, String required) {
        return Optional.of("response topic " + required + ", was '" + PeerText.escaped(topic, MAX_SHOWN) + "'");
    }
}
